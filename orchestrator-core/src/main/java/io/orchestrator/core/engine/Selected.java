package io.orchestrator.core.engine;

import io.orchestrator.core.dag.ClearScope;
import io.orchestrator.core.dag.TaskGraph;
import io.orchestrator.core.decide.RunState;
import io.orchestrator.core.task.TaskState;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The numbers of the task instances that a selection means in one run. */
final class Selected {

    private final RunState run;
    private final TaskGraph graph;
    private final Selection what;

    /** The tasks to begin with, and which map indexes of them; null: all. */
    private final Map<Integer, @Nullable Set<Integer>> start = new LinkedHashMap<>();

    private Selected(RunState run, Selection what) {
        this.run = run;
        this.graph = run.graph();
        this.what = what;
    }

    /** In the order of the tasks. A task that the run's graph does not have is passed over. */
    static Set<Integer> in(RunState run, Selection what) {
        return new Selected(run, what).numbers();
    }

    private Set<Integer> numbers() {
        for (Selection.Item item : what.items()) {
            graph.find(item.taskId()).ifPresent(task -> begin(task, item.mapIndex()));
        }
        return tasks().stream()
                .flatMap(task -> of(task).stream())
                .filter(this::isWanted)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private void begin(int task, @Nullable Integer mapIndex) {
        Set<Integer> known = start.getOrDefault(task, new LinkedHashSet<>());
        if (mapIndex == null || known == null) {
            start.put(task, null);
        } else {
            known.add(mapIndex);
            start.put(task, known);
        }
    }

    private Set<Integer> tasks() {
        if (what.items().isEmpty()) {
            return IntStream.range(0, graph.size()).boxed().collect(Collectors.toCollection(LinkedHashSet::new));
        }
        return ClearScope.of(graph, start.keySet(), what.upstream(), what.downstream());
    }

    private List<Integer> of(int task) {
        Set<Integer> indexes = start.containsKey(task) ? start.get(task) : together(task);
        return run.numbersOf(task).stream()
                .filter(number ->
                        indexes == null || indexes.contains(run.instance(number).mapIndex()))
                .toList();
    }

    /** Where single items of a group were meant, what is mapped together with them is meant with those map indexes alone. */
    private @Nullable Set<Integer> together(int task) {
        Set<Integer> indexes = new LinkedHashSet<>();
        for (Map.Entry<Integer, @Nullable Set<Integer>> begun : start.entrySet()) {
            Set<Integer> some = begun.getValue();
            if (some == null || !graph.mappedTogether(begun.getKey(), task)) {
                return null;
            }
            indexes.addAll(some);
        }
        return start.isEmpty() ? null : indexes;
    }

    private boolean isWanted(int number) {
        TaskState state = run.instance(number).state();
        return !what.onlyFailed() && !what.onlyRunning()
                || what.onlyFailed() && state.isFailure()
                || what.onlyRunning() && state == TaskState.RUNNING;
    }
}
