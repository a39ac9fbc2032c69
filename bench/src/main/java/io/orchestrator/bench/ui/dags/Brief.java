package io.orchestrator.bench.ui.dags;

import io.orchestrator.sdk.Dag;
import io.orchestrator.sdk.DagSource;

/** Three tasks that do nothing, one after the other: hundreds of its runs are the engine's load. */
public final class Brief implements DagSource {

    public static final String ID = "brief";
    public static final int TASKS = 3;

    private static final int MANY_RUNS = 1_000_000;

    @Override
    public Dag dag() {
        return Dag.define(ID, dag -> {
            dag.maxActiveRuns(MANY_RUNS);
            dag.action("third", () -> {}).after(dag.action("second", () -> {}).after(dag.action("first", () -> {})));
        });
    }
}
