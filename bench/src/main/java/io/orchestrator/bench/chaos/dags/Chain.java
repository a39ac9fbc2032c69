package io.orchestrator.bench.chaos.dags;

import io.orchestrator.sdk.Dag;
import io.orchestrator.sdk.DagSource;
import io.orchestrator.sdk.Task;

/** Five tasks in a row, one of which needs a second try; not more than two runs at once. */
public final class Chain implements DagSource {

    @Override
    public Dag dag() {
        return Dag.define("chaos_chain", dag -> {
            dag.maxActiveRuns(2);
            Task<Void> last = Step.soon(dag.action("first", Step::act));
            for (String id : new String[] {"second", Step.FLAKY, "fourth", "fifth"}) {
                last = Step.soon(dag.action(id, Step::act)).after(last);
            }
        });
    }
}
