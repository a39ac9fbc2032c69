package io.orchestrator.bench.time.dags;

import io.orchestrator.sdk.Dag;
import io.orchestrator.sdk.DagSource;
import io.orchestrator.sdk.Every;
import java.time.Duration;

/** A run each second, at another moment of it in each of its copies, of five tasks that do nothing. */
public final class Live0000 implements DagSource {

    @Override
    public Dag dag() {
        return Dag.define("live_" + getClass().getSimpleName().substring(4), dag -> {
            dag.schedule(Every.of(Duration.ofSeconds(1))).jitter(Duration.ofMillis(900));
            dag.maxActiveRuns(100);
            for (int number = 0; number < 5; number++) {
                dag.action("task_" + number, () -> {});
            }
        });
    }
}
