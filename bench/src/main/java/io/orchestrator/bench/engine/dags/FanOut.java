package io.orchestrator.bench.engine.dags;

import io.orchestrator.sdk.Dag;
import io.orchestrator.sdk.DagSource;

/** Forty tasks at the same time. */
public final class FanOut implements DagSource {

    public static final String ID = "bench_fan_out";

    @Override
    public Dag dag() {
        return BenchTask.dag(ID, dag -> BenchTask.parallel(dag, 40));
    }
}
