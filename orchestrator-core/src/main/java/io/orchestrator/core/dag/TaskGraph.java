package io.orchestrator.core.dag;

import io.orchestrator.protocol.graph.DagGraph;
import io.orchestrator.protocol.graph.MapSpec;
import io.orchestrator.protocol.graph.TaskRole;
import io.orchestrator.protocol.graph.TaskSpec;
import io.orchestrator.protocol.graph.WeightRule;
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
    private final boolean dependsOnPast;
    private final int[][] upstream;
    private final int[][] downstream;
    private final List<List<Integer>> alone = new ArrayList<>();
    private final MapScopes maps;
    private final SetupScopes setups;
    private final Deciders deciders;
    private final Weights weights;
    private final Steps steps;

    private TaskGraph(DagGraph graph) {
        this.graph = graph;
        this.tasks = graph.tasks();
        this.dependsOnPast = tasks.stream().anyMatch(task -> task.control().past() != null);
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
        for (int i = 0; i < tasks.size(); i++) {
            alone.add(List.of(i));
        }
        maps = new MapScopes(graph, this::indexOf);
        setups = new SetupScopes(this);
        deciders = new Deciders(this);
        weights = new Weights(this);
        steps = new Steps(this);
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

    /** As the author defined it. */
    public DagGraph definition() {
        return graph;
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

    /** The tasks that an id means: that task, or the first tasks of that group; none if there is neither. */
    public List<Integer> stepsOf(String id) {
        Integer task = indexes.get(id);
        return task == null ? steps.firstOf(id) : alone(task);
    }

    /** A list of one task alone, the same one each time. */
    public List<Integer> alone(int index) {
        return alone.get(index);
    }

    /** Whether a task of it depends on the run before. */
    public boolean dependsOnPast() {
        return dependsOnPast;
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

    public boolean isSetup(int index) {
        return tasks.get(index).control().role() == TaskRole.SETUP;
    }

    public boolean isTeardown(int index) {
        return tasks.get(index).control().role().isTeardown();
    }

    /** The teardowns that follow a setup directly. */
    public List<Integer> teardownsOf(int setup) {
        return setups.teardownsOf(setup);
    }

    /** The setups that a task stands on: they come before it, and their teardowns, if they have some, after it. */
    public List<Integer> setupsOf(int index) {
        return setups.setupsOf(index);
    }

    /** Those of them that are not directly before it. */
    public int[] indirectSetupsOf(int index) {
        return setups.indirectSetupsOf(index);
    }

    /** The tasks whose decisions can skip a task. Not to be changed. */
    public int[] decidersOf(int index) {
        return deciders.of(index);
    }

    /** What a task is mapped over, by itself or with its group; null: it is not mapped. */
    public @Nullable MapSpec mapping(int index) {
        return maps.mapping(index);
    }

    /** The tasks whose outputs a task is mapped over. Not to be changed. */
    public int[] mapSources(int index) {
        return maps.sources(index);
    }

    /** The tasks that are mapped over a task's output. Not to be changed. */
    public int[] mapConsumers(int index) {
        return maps.consumers(index);
    }

    /** Whether two tasks are mapped in one group, so that instances with the same map index belong together. */
    public boolean mappedTogether(int one, int other) {
        return maps.together(one, other);
    }

    /** The tasks directly before a task that are mapped together with it, or those that are not. Not to be changed. */
    public int[] upstream(int index, boolean mappedTogether) {
        return maps.among(upstream[index], index, mappedTogether);
    }

    /** The tasks directly after a task that are mapped together with it, or those that are not. Not to be changed. */
    public int[] downstream(int index, boolean mappedTogether) {
        return maps.among(downstream[index], index, mappedTogether);
    }

    /** Its place in the order of starting; larger goes first. */
    public int weight(int index, int tryNumber, int mapIndex) {
        return tasks.get(index).weightRule() instanceof WeightRule.Formula formula
                ? Weights.of(formula, tryNumber, mapIndex)
                : weights.total(index);
    }

    /** The tasks whose states make the run's: leaves, where only a deciding teardown counts as a task after another. */
    public List<Integer> deciding() {
        return Leaves.deciding(this);
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
