package io.orchestrator.testkit;

import io.orchestrator.protocol.worker.Assignment;
import io.orchestrator.protocol.worker.Report;
import io.orchestrator.protocol.worker.Report.Failure;
import io.orchestrator.sdk.Dag;
import io.orchestrator.sdk.ElementSource;
import io.orchestrator.sdk.TaskDefinition;
import io.orchestrator.testkit.Part.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Attempts do what the scripts of their tasks say. */
final class Script implements Part.Play {

    /** Fewer than the attempts of an instance that may be lost before it fails. */
    private static final int MOST_FAULTS = 3;

    private final CodeCalls code = new CodeCalls(new TestData());
    private final Map<String, Dag> dags = new LinkedHashMap<>();
    private final Map<Key, TaskScript> scripts = new LinkedHashMap<>();
    private final Map<Key, String> needs = new HashMap<>();
    private final Map<Key, Integer> faulty = new HashMap<>();
    private boolean callsCode;
    private @Nullable Random faults;

    private record Key(String dagId, String taskId) {}

    /** Another version of a DAG replaces the one before; runs of that may still be under way. */
    void take(Dag dag) {
        dags.put(dag.id(), dag);
        code.take(dag);
        for (TaskDefinition task : dag.tasks()) {
            String need = need(dag, task);
            if (need != null) {
                needs.put(new Key(dag.id(), task.id()), need);
            }
        }
    }

    /** What the engine itself needs of a task's output, or null: nothing. */
    private static @Nullable String need(Dag dag, TaskDefinition task) {
        if (task.flow().decision() != null) {
            return "decides on what follows";
        }
        return isMappedOver(dag, task.id()) ? "is mapped over" : null;
    }

    CodeCalls code() {
        return code;
    }

    List<Dag> dags() {
        return List.copyOf(dags.values());
    }

    /** @throws IllegalArgumentException if there is no such DAG */
    Dag dag(String dagId) {
        Dag dag = dags.get(dagId);
        if (dag == null) {
            throw new IllegalArgumentException("there is no DAG \"" + dagId + "\" here, only " + dags.keySet());
        }
        return dag;
    }

    void callCode() {
        callsCode = true;
    }

    void breakThings(Random random) {
        faults = random;
    }

    /** @throws IllegalArgumentException if there is no such task */
    TaskScript of(String dagId, String taskId) {
        TaskDefinition task = definition(dagId, taskId);
        String name = "task \"" + taskId + "\" of DAG " + dagId;
        return scripts.computeIfAbsent(
                new Key(dagId, taskId),
                key -> new TaskScript(
                        name,
                        value -> code.newest(dagId).output(taskId, value),
                        index -> checkItem(dagId, task, index)));
    }

    private TaskDefinition definition(String dagId, String taskId) {
        Dag dag = dag(dagId);
        return dag.tasks().stream()
                .filter(task -> task.id().equals(taskId))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("DAG " + dagId + " has no task \"" + taskId + "\", only "
                                + dag.tasks().stream().map(TaskDefinition::id).toList()));
    }

    private void checkItem(String dagId, TaskDefinition task, int index) {
        if (index < 0) {
            throw new IllegalArgumentException(
                    "task \"" + task.id() + "\": there is no item " + index + "; the first one is 0");
        }
        if (task.flow().mapping().isEmpty() && !isInMappedGroup(dag(dagId), task)) {
            throw new IllegalArgumentException("task \"" + task.id() + "\" of DAG " + dagId
                    + " is not mapped and has no item " + index + "; script the task itself");
        }
    }

    private static boolean isInMappedGroup(Dag dag, TaskDefinition task) {
        return dag.groups().stream()
                .anyMatch(group -> group.mapping() != null && task.id().startsWith(group.id() + "."));
    }

    @Override
    public Part begin(Assignment assignment, Supplier<Assignment> inputs) {
        TaskScript ofTask = scripts.get(new Key(assignment.dagId(), assignment.taskId()));
        TaskScript script = ofTask == null ? null : ofTask.about(assignment.mapIndex());
        TaskScript.Attempt attempt = script == null ? null : script.begin();
        Duration takes = script == null ? Duration.ZERO : script.duration();
        Duration timeout = assignment.timeout();
        if (timeout != null && takes.compareTo(timeout) > 0) {
            return new Part(timeout, failed(assignment, Failure.Kind.TIMEOUT, tooLong(timeout)), Fault.NONE);
        }
        Fault fault = attempt == null ? anyFault(assignment) : attempt.fault();
        return new Part(takes, report(assignment, inputs, script, attempt, fault), fault);
    }

    private static String tooLong(Duration timeout) {
        return "it ran longer than its timeout of " + timeout;
    }

    private Report report(
            Assignment assignment,
            Supplier<Assignment> inputs,
            @Nullable TaskScript script,
            TaskScript.@Nullable Attempt attempt,
            Fault fault) {
        if (attempt != null && attempt.failure() != null) {
            return new Report.Failed(assignment.attemptId(), attempt.failure(), true);
        }
        if (attempt != null && attempt.skip() != null) {
            return new Report.Skipped(assignment.attemptId(), attempt.skip());
        }
        boolean lost = fault == Fault.WORKER_DIES;
        JsonNode output = script == null ? null : script.output();
        if (output == null && (callsCode || script != null && script.hasCode())) {
            return code.call(inputs.get());
        }
        if (!lost && output == null) {
            requireNoOutput(assignment);
        }
        return new Report.Succeeded(assignment.attemptId(), output);
    }

    private static Report failed(Assignment assignment, Failure.Kind kind, String message) {
        return new Report.Failed(assignment.attemptId(), new Failure(kind, message, null), true);
    }

    /** Something that every run survives. */
    private Fault anyFault(Assignment assignment) {
        Key key = new Key(assignment.runId(), Names.task(assignment.taskId(), assignment.mapIndex()));
        if (faults == null || faults.nextInt(4) > 0 || faulty.merge(key, 1, Integer::sum) > MOST_FAULTS) {
            return Fault.NONE;
        }
        return Fault.values()[1 + faults.nextInt(Fault.values().length - 1)];
    }

    /** What others need to know cannot be left out. */
    private void requireNoOutput(Assignment assignment) {
        String taskId = assignment.taskId();
        String need = needs.get(new Key(assignment.dagId(), taskId));
        if (need != null) {
            throw new IllegalStateException("the output of task \"" + taskId + "\" of DAG " + assignment.dagId() + " "
                    + need + "; say what it is, with task(\"" + taskId + "\").returns(...), or let it run, with task(\""
                    + taskId + "\").callsItsCode()");
        }
    }

    private static boolean isMappedOver(Dag dag, String taskId) {
        Stream<ElementSource> ofGroups = dag.groups().stream().flatMap(group -> Stream.ofNullable(group.mapping()));
        Stream<ElementSource> ofTasks = dag.tasks().stream().flatMap(task -> task.flow().mapping().stream());
        return Stream.concat(ofGroups, ofTasks)
                .flatMap(Script::outputs)
                .anyMatch(output -> output.taskId().equals(taskId));
    }

    private static Stream<ElementSource.Output> outputs(ElementSource source) {
        return switch (source) {
            case ElementSource.Output output -> Stream.of(output);
            case ElementSource.Values values -> Stream.empty();
            case ElementSource.Zip zip -> zip.sources().stream().flatMap(Script::outputs);
            case ElementSource.Concat concat -> concat.sources().stream().flatMap(Script::outputs);
            case ElementSource.Changed changed -> outputs(changed.source());
            case ElementSource.Filtered filtered -> outputs(filtered.source());
            case ElementSource.Named named -> outputs(named.source());
            case ElementSource.Onto onto -> outputs(onto.source());
        };
    }

    /** What of the scripts was never used, as sentences. */
    List<String> unused() {
        List<String> unused = new ArrayList<>();
        scripts.values().forEach(script -> script.unused(unused::add));
        return unused;
    }
}
