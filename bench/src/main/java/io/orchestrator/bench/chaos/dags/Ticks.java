package io.orchestrator.bench.chaos.dags;

import io.orchestrator.sdk.Catchup;
import io.orchestrator.sdk.Dag;
import io.orchestrator.sdk.DagSource;
import io.orchestrator.sdk.Every;
import io.orchestrator.sdk.Task;
import java.time.Duration;

/** Two tasks every three seconds, and no slot may be left out. */
public final class Ticks implements DagSource {

    @Override
    public Dag dag() {
        return Dag.define("chaos_ticks", dag -> {
            dag.maxActiveRuns(3).schedule(Every.of(Duration.ofSeconds(3))).catchup(Catchup.ALL);
            Task<Void> tick = Step.soon(dag.action("tick", Step::act));
            Step.soon(dag.action("tock", Step::act)).after(tick);
        });
    }
}
