package io.orchestrator.sdk;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where a task writes the next version of a dataset. Nothing of it is seen by others before the task has succeeded and the checks
 * have passed. May be used from any thread of the task.
 */
public interface Staging {

    Dataset dataset();

    /** An empty folder. All files that lie in it, and in folders in it, when the task's code returns are the version's files. */
    Path folder();

    /** Where a file of the version is to be written. */
    default Path file(String name) {
        return folder().resolve(name);
    }

    /** How many rows the files have. */
    void rows(long rows);

    /** What columns they have. */
    void columns(List<DatasetVersion.Column> columns);

    /**
     * What is to be known of the version, such as metrics of a model or offsets of a stream; all of it together at most 256 KiB as
     * JSON.
     *
     * @param value plain: texts, numbers, lists, maps, records
     */
    void meta(String key, Object value);

    /** The version gets this tag when it is published; another version that has it loses it. */
    void tag(String tag);

    /** No version comes of this attempt, and that is no failure: there was nothing new. */
    void discard();

    /**
     * Something else has looked at what is staged, such as the program that wrote it. Counts as a check of the dataset: what has not
     * passed is put into quarantine when the task's code has returned, and the task fails.
     *
     * @param name another one than those of the dataset's own checks
     * @throws IllegalArgumentException if there is a check of that name
     */
    void checked(String name, DatasetCheck.Result result);

    /**
     * The version before this one when the attempt began, without its files; empty: there was none. If the dataset appends, what is
     * staged is added to it, or to what has been published since.
     */
    Optional<DatasetVersion> parent();

    /** What has been said so far, for checks. */
    long rows();

    /** What has been said so far, for checks. */
    List<DatasetVersion.Column> columns();
}
