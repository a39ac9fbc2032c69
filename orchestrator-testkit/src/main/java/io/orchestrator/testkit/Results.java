package io.orchestrator.testkit;

import io.orchestrator.core.engine.memory.MemoryEngineStore;
import io.orchestrator.core.run.DagRun;
import io.orchestrator.core.task.TaskAttempt;
import io.orchestrator.core.task.TaskInstance;
import io.orchestrator.protocol.worker.Report;
import io.orchestrator.sdk.Dag;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads what became of runs. */
record Results(MemoryEngineStore store, CodeCalls code) {

    TestRun of(Dag dag, DagRun run, Duration took) {
        List<TaskAttempt> attempts = store.attempts(run.runKey());
        Map<String, List<TestRun.TestTask>> tasks = new LinkedHashMap<>();
        dag.tasks().forEach(task -> tasks.put(task.id(), new ArrayList<>()));
        store.instances(run.runKey()).stream()
                .sorted(Comparator.comparingInt(TaskInstance::mapIndex))
                .forEach(instance -> tasks.computeIfAbsent(instance.taskId(), first -> new ArrayList<>())
                        .add(task(instance, attempts)));
        return new TestRun(run.state().key(), tasks, took, new TestDatasets(store.datasets(), code.data()));
    }

    private TestRun.TestTask task(TaskInstance instance, List<TaskAttempt> ofRun) {
        List<TaskAttempt> attempts = ofRun.stream()
                .filter(attempt ->
                        attempt.taskId().equals(instance.taskId()) && attempt.mapIndex() == instance.mapIndex())
                .toList();
        return new TestRun.TestTask(
                instance.state().key(),
                Optional.ofNullable(instance.stateReason()),
                instance.tryNumber(),
                attempts.size(),
                output(instance),
                attempts.reversed().stream()
                        .map(TaskAttempt::failure)
                        .flatMap(Results::message)
                        .findFirst(),
                code.log(instance.runKey(), instance.taskId(), instance.mapIndex()),
                Optional.ofNullable(instance.label()),
                Optional.ofNullable(instance.startedAt()),
                Optional.ofNullable(instance.endedAt()));
    }

    private static Stream<String> message(Report.@Nullable Failure failure) {
        return failure == null ? Stream.empty() : Stream.of(failure.message());
    }

    private Optional<JsonNode> output(TaskInstance instance) {
        UUID attempt = instance.attemptId();
        return attempt == null
                ? Optional.empty()
                : Optional.ofNullable(
                        store.outputs(instance.runKey(), List.of(attempt)).get(attempt));
    }
}
