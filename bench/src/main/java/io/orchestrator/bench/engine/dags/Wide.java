package io.orchestrator.bench.engine.dags;

import io.orchestrator.sdk.Dag;
import io.orchestrator.sdk.DagSource;

/** Ten thousand tasks at the same time. */
public final class Wide implements DagSource {

    public static final String ID = "bench_wide";

    @Override
    public Dag dag() {
        return BenchTask.dag(ID, dag -> BenchTask.parallel(dag, 10_000));
    }
}
