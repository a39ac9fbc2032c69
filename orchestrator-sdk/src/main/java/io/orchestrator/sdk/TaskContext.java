package io.orchestrator.sdk;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What a running task may know. May be used from any thread of the task. */
public interface TaskContext {

    String dagId();

    String runId();

    String taskId();

    /** Which copy of a mapped task this is, from 0; -1 for a task that is not mapped. */
    int mapIndex();

    /** Calls this instance of a mapped task so on pages, instead of by its map index; at most 250 characters are kept. */
    default void label(String text) {}

    /** 1 for the first try. */
    int attempt();

    /** Different for every attempt, so usable as an idempotency key. */
    UUID attemptId();

    /** The instant that the run is for; empty for a run that was started by hand without one. */
    Optional<Instant> logicalDate();

    /** The span of time whose data the run is about; empty without a logical date. */
    Optional<DataInterval> dataInterval();

    /**
     * What an earlier attempt of the same try left when it was deferred by a {@link DeferException}; empty at the begin of a try.
     *
     * @param type what it was, such as a record
     */
    default <S> Optional<S> resumed(Class<S> type) {
        return Optional.empty();
    }

    /**
     * What is to be seen with the event of an asset that this task updates; without a call the event has nothing with it.
     *
     * @param asset one of the task's outlets
     * @param extra plain values, at most 16 KiB as JSON
     * @throws IllegalArgumentException if the asset is no outlet of the task
     */
    default void updated(Asset asset, Map<String, ?> extra) {}

    /**
     * Updates an asset that is known only now, through an alias; from then on the alias stands for it too. Once for each asset.
     *
     * @param alias one of the task's outlets
     * @param extra plain values, at most 16 KiB as JSON
     * @throws IllegalArgumentException if the alias is no outlet of the task
     */
    default void updated(AssetAlias alias, Asset asset, Map<String, ?> extra) {}

    /**
     * Lets a version have a tag, such as {@code champion}, from this attempt's success on; another version of the dataset that has it
     * loses it. The last call for a tag counts.
     *
     * @param version one that is published
     * @param tag 1 to 200 of the characters A-Z a-z 0-9 _ . -
     */
    default void tag(DatasetVersion version, String tag) {}

    /** The run's parameters. */
    Params params();

    /** Writes to the attempt's log, as standard output, SLF4J and System.Logger do. */
    System.Logger log();

    /** Masks a text in everything that the attempt logs, returns or throws from now on, such as a token that it was given. */
    default void mask(String secret) {}

    /** Whether the attempt was cancelled or ran out of time. Its thread has been interrupted; soon its process is killed. */
    boolean isCancelled();

    /**
     * Runs an action when the attempt is cancelled, on another thread; at once if it already is.
     *
     * @param action quick, such as closing a connection; what it throws is logged
     */
    void onCancel(Runnable action);
}
