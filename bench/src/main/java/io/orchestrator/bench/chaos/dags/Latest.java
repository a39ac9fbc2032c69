package io.orchestrator.bench.chaos.dags;

import io.orchestrator.sdk.Catchup;
import io.orchestrator.sdk.Dag;
import io.orchestrator.sdk.DagSource;
import io.orchestrator.sdk.Every;
import java.time.Duration;

/** One task every two seconds; of slots that were missed only the last one counts. */
public final class Latest implements DagSource {

    @Override
    public Dag dag() {
        return Dag.define("chaos_latest", dag -> {
            dag.maxActiveRuns(1).schedule(Every.of(Duration.ofSeconds(4))).catchup(Catchup.LATEST);
            Step.soon(dag.action("only", Step::act));
        });
    }
}
