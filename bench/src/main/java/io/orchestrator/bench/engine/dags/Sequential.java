package io.orchestrator.bench.engine.dags;

import io.orchestrator.sdk.Dag;
import io.orchestrator.sdk.DagSource;

/** Forty tasks, one after the other. */
public final class Sequential implements DagSource {

    public static final String ID = "bench_sequential";

    @Override
    public Dag dag() {
        return BenchTask.dag(ID, dag -> BenchTask.chain(dag, 40));
    }
}
