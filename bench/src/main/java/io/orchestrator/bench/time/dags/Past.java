package io.orchestrator.bench.time.dags;

import io.orchestrator.sdk.Cron;
import io.orchestrator.sdk.Dag;
import io.orchestrator.sdk.DagSource;
import java.util.concurrent.TimeUnit;

/** One that has a run for each hour of many years, to be backfilled; its task works for a moment. */
public final class Past implements DagSource {

    public static final String ID = "past";

    private static final long MILLIS = 5;

    @Override
    public Dag dag() {
        return Dag.define(ID, dag -> {
            dag.schedule(Cron.hourly("UTC"));
            dag.action("only", Past::work);
        });
    }

    private static void work() throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(MILLIS);
    }
}
