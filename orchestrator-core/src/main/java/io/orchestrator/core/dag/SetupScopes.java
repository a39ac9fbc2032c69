package io.orchestrator.core.dag;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which setups a task stands on although other tasks lie between: those that it comes after and that have no teardown, or one
 * that comes after the task.
 */
final class SetupScopes {

    private static final int[] NONE = {};

    private final TaskGraph graph;
    private final Map<Integer, List<Integer>> setups = new HashMap<>();

    SetupScopes(TaskGraph graph) {
        this.graph = graph;
        for (int task = 0; task < graph.size(); task++) {
            if (graph.isSetup(task)) {
                place(task);
            }
        }
    }

    private void place(int setup) {
        Set<Integer> teardowns = new LinkedHashSet<>(teardownsOf(setup));
        BitSet before = new BitSet();
        if (!teardowns.isEmpty()) {
            graph.reach(teardowns, false).forEach(before::set);
            // A teardown is before another one of the same setup only if an edge says so.
            teardowns.forEach(teardown -> before.clear(teardown));
            for (int teardown : teardowns) {
                for (int follower : graph.reach(Set.of(teardown), true)) {
                    if (follower != teardown && teardowns.contains(follower)) {
                        before.set(teardown);
                    }
                }
            }
        }
        for (int task : graph.reach(Set.of(setup), true)) {
            if (task != setup && (teardowns.isEmpty() || before.get(task))) {
                setups.computeIfAbsent(task, first -> new ArrayList<>()).add(setup);
            }
        }
    }

    /** The teardowns that follow a setup directly. */
    List<Integer> teardownsOf(int setup) {
        List<Integer> teardowns = new ArrayList<>();
        for (int follower : graph.downstream(setup)) {
            if (graph.isTeardown(follower)) {
                teardowns.add(follower);
            }
        }
        return teardowns;
    }

    /** All setups that a task stands on, direct ones too. */
    List<Integer> setupsOf(int task) {
        return setups.getOrDefault(task, List.of());
    }

    /** Those that are not among the tasks directly before it. */
    int[] indirectSetupsOf(int task) {
        List<Integer> all = setupsOf(task);
        if (all.isEmpty()) {
            return NONE;
        }
        Set<Integer> direct = new LinkedHashSet<>();
        for (int before : graph.upstream(task)) {
            direct.add(before);
        }
        return all.stream()
                .filter(setup -> !direct.contains(setup))
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
