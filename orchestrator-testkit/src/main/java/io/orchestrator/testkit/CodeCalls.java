package io.orchestrator.testkit;

import io.orchestrator.protocol.graph.GivenSpec;
import io.orchestrator.protocol.worker.Assignment;
import io.orchestrator.protocol.worker.Report;
import io.orchestrator.runner.Cancellation;
import io.orchestrator.runner.TaskInvoker;
import io.orchestrator.sdk.Dag;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Attempts call the code of their tasks, in this thread; that takes no time of the virtual clock. */
final class CodeCalls implements Part.Play {

    private final Map<String, TaskInvoker> newest = new HashMap<>();
    private final Map<Task, TaskInvoker> invokers = new HashMap<>();
    private final Map<Item, List<String>> logs = new HashMap<>();
    private final Map<GivenSpec, JsonNode> given = new HashMap<>();

    private record Task(String dagId, String taskId) {}

    private record Item(long runKey, String taskId, int mapIndex) {}

    /** Another version of a DAG replaces the one before, but for tasks that it has no more. */
    void take(Dag dag) {
        TaskInvoker invoker = new TaskInvoker(dag);
        newest.put(dag.id(), invoker);
        dag.tasks().forEach(task -> invokers.put(new Task(dag.id(), task.id()), invoker));
    }

    /** What tasks get that take these connections and variables. */
    void give(Map<GivenSpec, JsonNode> values) {
        given.putAll(values);
    }

    TaskInvoker newest(String dagId) {
        return Objects.requireNonNull(newest.get(dagId));
    }

    @Override
    public Part begin(Assignment assignment, Supplier<Assignment> inputs) {
        return new Part(Duration.ZERO, call(inputs.get()), Part.Fault.NONE);
    }

    Report call(Assignment whole) {
        Item item = new Item(whole.runKey(), whole.taskId(), whole.mapIndex());
        TestLog log = new TestLog(logs.computeIfAbsent(item, first -> new ArrayList<>()));
        TaskInvoker invoker = Objects.requireNonNull(invokers.get(new Task(whole.dagId(), whole.taskId())));
        return invoker.invoke(filled(whole), log, new Cancellation());
    }

    private Assignment filled(Assignment whole) {
        List<Assignment.Input> inputs = whole.inputs();
        return inputs == null
                ? whole
                : whole.withInputs(inputs.stream().map(this::filled).toList());
    }

    private Assignment.Input filled(Assignment.Input input) {
        Assignment.Given wanted = input.given();
        if (wanted == null) {
            return input;
        }
        JsonNode value = given.get(wanted.spec());
        if (value == null && isOfEvents(wanted.spec())) {
            // Nothing has happened before the test.
            value = JsonNodeFactory.instance.arrayNode();
        }
        if (value == null) {
            throw new IllegalArgumentException("a task takes " + wanted.spec()
                    + ", which the test does not give; call connection(...) or variable(...) of DagTest");
        }
        return new Assignment.Input(null, value, wanted);
    }

    private static boolean isOfEvents(GivenSpec spec) {
        return switch (spec.kind()) {
            case ASSET_EVENTS, ALIAS_EVENTS, TRIGGERING_EVENTS -> true;
            case CONNECTION, VARIABLE -> false;
        };
    }

    /** What an instance logged, all attempts together. */
    List<String> log(long runKey, String taskId, int mapIndex) {
        return List.copyOf(logs.getOrDefault(new Item(runKey, taskId, mapIndex), List.of()));
    }
}
