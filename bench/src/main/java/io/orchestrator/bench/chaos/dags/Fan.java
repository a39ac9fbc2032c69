package io.orchestrator.bench.chaos.dags;

import io.orchestrator.sdk.Dag;
import io.orchestrator.sdk.DagSource;
import io.orchestrator.sdk.Task;

/** One task, eight at once of which not more than three may be at a worker, one task. */
public final class Fan implements DagSource {

    @Override
    public Dag dag() {
        return Dag.define("chaos_fan", dag -> {
            dag.maxActiveTasks(3);
            Task<Void> out = Step.soon(dag.action("out", Step::act));
            Task<Void> in = Step.soon(dag.action("in", Step::act));
            for (int number = 1; number <= 8; number++) {
                Step.soon(dag.action("wing_" + number, Step::act)).after(out).before(in);
            }
        });
    }
}
