package io.orchestrator.core.dag;

import io.orchestrator.protocol.graph.DecisionSpec;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** Which tasks can skip which others by a decision. */
final class Deciders {

    private static final int[] NONE = {};

    private final Map<Integer, int[]> deciders = new HashMap<>();

    Deciders(TaskGraph graph) {
        for (int task = 0; task < graph.size(); task++) {
            DecisionSpec decision = graph.task(task).control().decision();
            if (decision instanceof DecisionSpec.ShortCircuit stop && stop.everything()) {
                for (int after : graph.reach(Set.of(task), true)) {
                    if (after != task) {
                        add(after, task);
                    }
                }
            } else if (decision != null) {
                for (int follower : graph.downstream(task)) {
                    add(follower, task);
                }
            }
        }
    }

    private void add(int task, int decider) {
        deciders.merge(
                task,
                new int[] {decider},
                (before, one) -> IntStream.concat(IntStream.of(before), IntStream.of(one))
                        .toArray());
    }

    int[] of(int task) {
        return deciders.getOrDefault(task, NONE);
    }
}
