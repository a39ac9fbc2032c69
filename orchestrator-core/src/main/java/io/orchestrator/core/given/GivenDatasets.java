package io.orchestrator.core.given;

import io.orchestrator.protocol.graph.GivenSpec;
import tools.jackson.databind.JsonNode;

/** Versions of datasets, as tasks get them. */
public interface GivenDatasets {

    /**
     * Which version an attempt reads, or writes after. Says the same each time it is asked for one attempt, and writes down what it
     * has said.
     *
     * <p>A version is an object: dataset, number, files (name, sha256, bytes, version), rows, columns, meta, tags, published_at,
     * run_id. Of what is read it is that, or a JSON null if there is none and none is needed; of a history a list, the newest first,
     * without files; of what is written an object with the parent, without files, or null, and the readers: the tasks that read it, as DAG.TASK.
     *
     * @throws GivenUnavailable if there is no version that can be read, or the dataset may not be written like that
     */
    JsonNode of(GivenSpec wanted, GivenFor attempt);

    static String none(GivenSpec wanted) {
        String behind = wanted.behind();
        return behind.isEmpty()
                ? "the dataset '" + wanted.dataset()
                        + "' has no published version; run the task that writes it first, or"
                        + " take it with readIfAny"
                : "no version of the dataset '" + wanted.dataset() + "' has the tag '" + behind
                        + "'; give one the tag on its page, or take it with readIfAny";
    }

    static String gone(GivenSpec wanted, long number) {
        return "version " + number + " of the dataset '" + wanted.dataset()
                + "' is not there any more; it was older than what is kept. Start a new run";
    }

    /** @param taskId who asks */
    static String contradiction(GivenSpec wanted, String taskId, String otherDag, String otherTask) {
        boolean appends = wanted.kind() == GivenSpec.Kind.DATASET_APPEND;
        return "the dataset '" + wanted.dataset() + "' " + mode(appends) + " in task '" + taskId + "', but "
                + mode(!appends) + " in task '" + otherTask + "' of DAG '" + otherDag
                + "'; declare it the same in both, or use two datasets";
    }

    static String overwrites(GivenSpec wanted, String dagId, String taskId, long versions) {
        return "the dataset '" + wanted.dataset() + "' is append-only with " + versions
                + " versions, which task '" + taskId + "' of DAG '" + dagId
                + "' has declared; it cannot be overwritten: declare it with appendOnly(), or use another dataset";
    }

    private static String mode(boolean appends) {
        return appends ? "is append-only" : "is replaced";
    }
}
