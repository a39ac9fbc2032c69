package io.orchestrator.bench.chaos.dags;

import io.orchestrator.sdk.Dag;
import io.orchestrator.sdk.DagSource;
import io.orchestrator.sdk.Task;
import io.orchestrator.sdk.TriggerRule;
import java.util.Locale;

/** A task of each trigger rule behind one that succeeds, one that fails for good and one that is skipped. */
public final class Rules implements DagSource {

    @Override
    public Dag dag() {
        return Dag.define("chaos_rules", dag -> {
            Task<Void> good = Step.soon(dag.action("good", Step::act));
            Task<Void> bad = Step.soon(dag.action(Step.DOOMED, Step::act)).retries(1);
            Task<Void> skipped =
                    Step.soon(dag.action("skipped", Step::act)).after(good).rule(TriggerRule.ALL_FAILED);
            for (TriggerRule rule : TriggerRule.values()) {
                String name = rule.name().toLowerCase(Locale.ROOT);
                Step.soon(dag.action(name, Step::act)).after(good, bad).rule(rule);
                Step.soon(dag.action(name + "_too", Step::act))
                        .after(good, skipped)
                        .rule(rule);
            }
        });
    }
}
