package io.orchestrator.core.dag;

import io.orchestrator.protocol.graph.DagGraph;
import io.orchestrator.protocol.graph.TaskSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A DAG's tasks numbered from 0 in definition order, with their edges as arrays: what deciding walks over. */
public final class TaskGraph {

    private final DagGraph graph;
    private final List<TaskSpec> tasks;
    private final Map<String, Integer> indexes = new HashMap<>();
    private final int[][] upstream;
    private final int[][] downstream;

    private TaskGraph(DagGraph graph) {
        this.graph = graph;
        this.tasks = graph.tasks();
        for (int i = 0; i < tasks.size(); i++) {
            indexes.put(tasks.get(i).taskId(), i);
        }
        upstream = new int[tasks.size()][];
        List<List<Integer>> followers = new ArrayList<>();
        tasks.forEach(task -> followers.add(new ArrayList<>()));
        for (int i = 0; i < tasks.size(); i++) {
            upstream[i] = upstreamOf(tasks.get(i));
            for (int from : upstream[i]) {
                followers.get(from).add(i);
            }
        }
        downstream = followers.stream()
                .map(list -> list.stream().mapToInt(Integer::intValue).toArray())
                .toArray(int[][]::new);
    }

    /** @param graph checked before: ids are unique, edges name tasks of the graph, there is no cycle */
    public static TaskGraph of(DagGraph graph) {
        return new TaskGraph(graph);
    }

    private int[] upstreamOf(TaskSpec task) {
        Set<String> names = new LinkedHashSet<>(task.inputs());
        names.addAll(task.after());
        return names.stream().mapToInt(this::indexOf).toArray();
    }

    public int maxActiveTasks() {
        return graph.maxActiveTasks();
    }

    public @Nullable Duration runTimeout() {
        return graph.runTimeout();
    }

    public int size() {
        return tasks.size();
    }

    public TaskSpec task(int index) {
        return tasks.get(index);
    }

    /** @throws IllegalArgumentException if there is no such task */
    public int indexOf(String taskId) {
        return find(taskId).orElseThrow(() -> new IllegalArgumentException("no task " + taskId));
    }

    public OptionalInt find(String taskId) {
        Integer index = indexes.get(taskId);
        return index == null ? OptionalInt.empty() : OptionalInt.of(index);
    }

    /** The tasks that must come before, data edges first. Not to be changed. */
    public int[] upstream(int index) {
        return upstream[index];
    }

    /** The tasks that follow directly. Not to be changed. */
    public int[] downstream(int index) {
        return downstream[index];
    }

    public boolean isLeaf(int index) {
        return downstream[index].length == 0;
    }

    /** Adds to a set of tasks everything that can be reached from them in one direction. */
    public Set<Integer> reach(Set<Integer> from, boolean downwards) {
        Set<Integer> reached = new LinkedHashSet<>(from);
        List<Integer> open = new ArrayList<>(from);
        while (!open.isEmpty()) {
            int next = open.removeLast();
            for (int neighbour : downwards ? downstream[next] : upstream[next]) {
                if (reached.add(neighbour)) {
                    open.add(neighbour);
                }
            }
        }
        return reached;
    }
}
