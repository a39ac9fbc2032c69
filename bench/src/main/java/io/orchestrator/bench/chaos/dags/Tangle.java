package io.orchestrator.bench.chaos.dags;

import io.orchestrator.sdk.Dag;
import io.orchestrator.sdk.DagSource;
import io.orchestrator.sdk.Task;
import io.orchestrator.sdk.TriggerRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A DAG drawn from the seed: 4 to 12 tasks, any of which may be flaky or doomed, any edges, any trigger rules, any limits. */
abstract class Tangle implements DagSource {

    private static final int FEWEST = 4;
    private static final int MORE = 9;

    private final int number;

    Tangle(int number) {
        this.number = number;
    }

    @Override
    public Dag dag() {
        Random random = new Random(Given.here().seed() * 31 + number);
        return Dag.define("chaos_tangle_" + number, dag -> {
            dag.maxActiveRuns(1 + random.nextInt(4)).maxActiveTasks(1 + random.nextInt(4));
            List<Task<Void>> tasks = new ArrayList<>();
            int count = FEWEST + random.nextInt(MORE);
            for (int i = 0; i < count; i++) {
                Task<Void> task = Step.soon(dag.action(id(random, i), Step::act));
                for (Task<Void> earlier : tasks) {
                    if (random.nextInt(3) == 0) {
                        task.after(earlier);
                    }
                }
                tasks.add(random.nextBoolean() ? task : task.rule(any(random)));
            }
        });
    }

    private static String id(Random random, int number) {
        return switch (random.nextInt(8)) {
            case 0 -> Step.DOOMED + "_" + number;
            case 1, 2 -> Step.FLAKY + "_" + number;
            default -> "steady_" + number;
        };
    }

    private static TriggerRule any(Random random) {
        return TriggerRule.values()[random.nextInt(TriggerRule.values().length)];
    }
}
