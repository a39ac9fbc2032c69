package io.orchestrator.bench.time.dags;

import io.orchestrator.sdk.Cron;
import io.orchestrator.sdk.Dag;
import io.orchestrator.sdk.DagSource;

/** One of thousands that are due at the same second, every third minute; the bundle has a copy of it for each number. */
public final class Herd0000 implements DagSource {

    @Override
    public Dag dag() {
        return Dag.define("herd_" + getClass().getSimpleName().substring(4), dag -> {
            dag.schedule(Cron.of("*/3 * * * *", "UTC"));
            dag.action("only", () -> {});
        });
    }
}
