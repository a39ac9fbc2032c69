package io.orchestrator.core.dag;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Which tasks are cleared together with some: those before or after them on request, and always the setups and teardowns. */
public final class ClearScope {

    private final TaskGraph graph;
    private final Set<Integer> start;
    private final Set<Integer> cleared = new TreeSet<>();

    private ClearScope(TaskGraph graph, Set<Integer> start) {
        this.graph = graph;
        this.start = start;
    }

    /** In the order of their numbers. */
    public static Set<Integer> of(TaskGraph graph, Set<Integer> tasks, boolean upstream, boolean downstream) {
        ClearScope scope = new ClearScope(graph, tasks);
        for (int task : tasks) {
            scope.add(task, upstream, downstream);
        }
        return scope.cleared;
    }

    private void add(int task, boolean upstream, boolean downstream) {
        cleared.add(task);
        if (downstream) {
            for (int after : graph.reach(Set.of(task), true)) {
                cleared.add(after);
                if (!start.contains(after)) {
                    addScopeOf(after);
                }
            }
        }
        if (upstream) {
            for (int before : graph.reach(Set.of(task), false)) {
                cleared.add(before);
                if (before != task && graph.isSetup(before)) {
                    cleared.addAll(graph.teardownsOf(before));
                }
            }
        } else {
            addScopeOf(task);
        }
        if (graph.isSetup(task) && !downstream) {
            cleared.addAll(graph.teardownsOf(task));
        }
    }

    /** A task that works in a scope needs what the scope's setups make, and leaves behind what its teardowns take away. */
    private void addScopeOf(int task) {
        if (graph.isSetup(task) || graph.isTeardown(task)) {
            return;
        }
        List<Integer> setups = graph.setupsOf(task);
        cleared.addAll(setups);
        setups.forEach(setup -> cleared.addAll(graph.teardownsOf(setup)));
    }
}
