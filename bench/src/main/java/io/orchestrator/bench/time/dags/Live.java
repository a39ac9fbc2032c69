package io.orchestrator.bench.time.dags;

import io.orchestrator.sdk.Dag;
import io.orchestrator.sdk.DagSource;
import io.orchestrator.sdk.Every;
import java.time.Duration;

/** A run each second, of five tasks that do nothing. */
public final class Live implements DagSource {

    public static final String ID = "live";

    @Override
    public Dag dag() {
        return Dag.define(ID, dag -> {
            dag.schedule(Every.of(Duration.ofSeconds(1)));
            dag.maxActiveRuns(100);
            for (int number = 0; number < 5; number++) {
                dag.action("task_" + number, () -> {});
            }
        });
    }
}
