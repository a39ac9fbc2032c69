package io.orchestrator.testkit;

import io.orchestrator.core.engine.memory.MemoryDatasets;
import io.orchestrator.core.given.GivenFor;
import io.orchestrator.core.given.GivenUnavailable;
import io.orchestrator.protocol.Json;
import io.orchestrator.protocol.graph.GivenSpec;
import io.orchestrator.protocol.worker.Assignment;
import io.orchestrator.protocol.worker.Report;
import io.orchestrator.runner.Cancellation;
import io.orchestrator.runner.TaskInvoker;
import io.orchestrator.sdk.Connection;
import io.orchestrator.sdk.Dag;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Attempts call the code of their tasks, in this thread; that takes no time of the virtual clock. */
final class CodeCalls implements Part.Play {

    private final Map<String, TaskInvoker> newest = new HashMap<>();
    private final Map<Task, TaskInvoker> invokers = new HashMap<>();
    private final Map<Item, List<String>> logs = new HashMap<>();
    private final Map<GivenSpec, JsonNode> given = new HashMap<>();
    private final TestData data;
    private @Nullable MemoryDatasets datasets;

    CodeCalls(TestData data) {
        this.data = data;
    }

    TestData data() {
        return data;
    }

    /** Where the versions of datasets are. */
    void read(MemoryDatasets from) {
        datasets = from;
    }

    private record Task(String dagId, String taskId) {}

    private record Item(long runKey, String taskId, int mapIndex) {}

    /** Another version of a DAG replaces the one before, but for tasks that it has no more. */
    void take(Dag dag) {
        TaskInvoker invoker = new TaskInvoker(dag);
        newest.put(dag.id(), invoker);
        dag.tasks().forEach(task -> invokers.put(new Task(dag.id(), task.id()), invoker));
    }

    /** What tasks get that take this connection. */
    void give(Connection connection) {
        ObjectNode json = Json.MAPPER.valueToTree(connection);
        json.put("conn_type", connection.type());
        given.put(new GivenSpec(GivenSpec.Kind.CONNECTION, connection.id()), json);
    }

    /** What tasks get that take this variable; JSON, if they take it as an object. */
    void give(String key, String value) {
        given.put(new GivenSpec(GivenSpec.Kind.VARIABLE, key), StringNode.valueOf(value));
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
        // A task may log from several threads.
        TestLog log = new TestLog(logs.computeIfAbsent(item, first -> Collections.synchronizedList(new ArrayList<>())));
        TaskInvoker invoker = Objects.requireNonNull(invokers.get(new Task(whole.dagId(), whole.taskId())));
        Assignment filled;
        try {
            filled = filled(whole);
        } catch (GivenUnavailable e) {
            Report.Failure failure =
                    new Report.Failure(Report.Failure.Kind.NOT_STARTED, String.valueOf(e.getMessage()), null);
            return new Report.Failed(whole.attemptId(), failure, true);
        }
        return invoker.invoke(filled, log, new Cancellation(), data.lake());
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
        if (datasets != null && wanted.spec().kind().isOfDataset()) {
            return new Assignment.Input(null, datasets.of(wanted.spec(), GivenFor.of(input.value())), wanted);
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
            default -> false;
        };
    }

    /** What an instance logged, all attempts together. */
    List<String> log(long runKey, String taskId, int mapIndex) {
        return List.copyOf(logs.getOrDefault(new Item(runKey, taskId, mapIndex), List.of()));
    }
}
