package io.orchestrator.dags.loop;

import io.orchestrator.dags.Native;
import io.orchestrator.integration.duckdb.SqlTask;
import io.orchestrator.sdk.Dag;
import io.orchestrator.sdk.DagSource;
import io.orchestrator.sdk.OnAssets;

/**
 * Makes features of all flights that have arrived. What is computed from more than one flight comes from the month before: that much
 * is known when a flight is booked, and a model cannot learn from what it will be asked about.
 */
public final class Features implements DagSource {

    private static final SqlTask QUERY =
            SqlTask.resource(Features.class, "/loop/features.sql").names("raw").profiled();

    @Override
    public Dag dag() {
        return Dag.define("flights_features", dag -> {
            dag.description("""
                            Takes out what is there twice and what cannot be, and makes features. Follows `flights.raw`; \
                            what it writes has to pass a suite of Great Expectations before anybody sees it.
                            """).tags("example", "flights", "loop").maxActiveRuns(1);
            dag.schedule(OnAssets.all(LoopData.RAW).latest());
            Native.task(dag.task("features", QUERY::one, dag.write(LoopData.FEATURES), dag.read(LoopData.RAW)));
        });
    }
}
