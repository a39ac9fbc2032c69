package io.orchestrator.web.live;

/**
 * What a page shows, and so what it wants to hear of.
 *
 * @param dagId empty: every DAG
 * @param runId empty: every run of the DAG
 */
record Topic(String dagId, String runId) {

    boolean concerns(String changedDag, String changedRun) {
        return (dagId.isEmpty() || dagId.equals(changedDag))
                && (runId.isEmpty() || changedRun.isEmpty() || runId.equals(changedRun));
    }
}
