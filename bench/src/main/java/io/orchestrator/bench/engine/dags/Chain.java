package io.orchestrator.bench.engine.dags;

import io.orchestrator.sdk.Dag;
import io.orchestrator.sdk.DagSource;

/** Three tasks, one after the other. */
public final class Chain implements DagSource {

    public static final String ID = "bench_chain";

    @Override
    public Dag dag() {
        return BenchTask.dag(ID, dag -> BenchTask.chain(dag, 3));
    }
}
