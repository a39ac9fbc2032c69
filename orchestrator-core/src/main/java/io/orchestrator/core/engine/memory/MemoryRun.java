package io.orchestrator.core.engine.memory;

import io.orchestrator.core.decide.PastGate.EarlierRun;
import io.orchestrator.core.decide.UpstreamCounts;
import io.orchestrator.core.engine.EngineStore.StoredRun;
import io.orchestrator.core.engine.TurnWrites.RunWrites;
import io.orchestrator.core.output.TaskOutput;
import io.orchestrator.core.run.DagRun;
import io.orchestrator.core.task.TaskAttempt;
import io.orchestrator.core.task.TaskInstance;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One run with everything below it. */
final class MemoryRun {

    private record TaskKey(String taskId, int mapIndex) {
        static TaskKey of(TaskInstance instance) {
            return new TaskKey(instance.taskId(), instance.mapIndex());
        }
    }

    private DagRun run;
    private boolean settled;
    private final Map<TaskKey, TaskInstance> instances = new LinkedHashMap<>();
    private final Map<UUID, TaskAttempt> attempts = new LinkedHashMap<>();
    private final Map<UUID, JsonNode> outputs = new HashMap<>();

    MemoryRun(DagRun run) {
        this.run = run;
    }

    DagRun run() {
        return run;
    }

    boolean settled() {
        return settled;
    }

    /** Throws where the tables would refuse a row. */
    void check(RunWrites write) {
        RowChecks.check(write.run());
        for (TaskInstance gone : write.instancesGone()) {
            RowChecks.require(instances.containsKey(TaskKey.of(gone)), "is not there", gone);
        }
        Set<TaskKey> tasks = new HashSet<>();
        for (TaskInstance added : write.instancesAdded()) {
            RowChecks.check(added);
            RowChecks.require(
                    !instances.containsKey(TaskKey.of(added)) && tasks.add(TaskKey.of(added)),
                    "is there already",
                    added);
        }
        Set<TaskKey> changes = new HashSet<>();
        for (TaskInstance changed : write.instancesChanged()) {
            RowChecks.check(changed);
            TaskKey key = TaskKey.of(changed);
            RowChecks.require(instances.containsKey(key) || tasks.contains(key), "is not there", changed);
            RowChecks.require(changes.add(key), "is changed twice", changed);
        }
        checkAttempts(write);
    }

    private void checkAttempts(RunWrites write) {
        Set<UUID> ids = new HashSet<>();
        for (TaskAttempt added : write.attemptsAdded()) {
            RowChecks.check(added);
            RowChecks.require(
                    !attempts.containsKey(added.attemptId()) && ids.add(added.attemptId()), "is there already", added);
        }
        Set<UUID> changes = new HashSet<>();
        for (TaskAttempt changed : write.attemptsChanged()) {
            RowChecks.check(changed);
            UUID id = changed.attemptId();
            RowChecks.require(attempts.containsKey(id) || ids.contains(id), "is not there", changed);
            RowChecks.require(changes.add(id), "is changed twice", changed);
        }
        Set<UUID> written = new HashSet<>();
        for (TaskOutput output : write.outputs()) {
            UUID id = output.attemptId();
            RowChecks.require(!outputs.containsKey(id) && written.add(id), "is there already", output);
        }
    }

    void write(RunWrites write) {
        if (write.created() || write.changed()) {
            writeRow(write.run(), write.remade());
            settled = write.settled();
        }
        write.instancesGone().forEach(gone -> instances.remove(TaskKey.of(gone)));
        write.instancesAdded().forEach(instance -> instances.put(TaskKey.of(instance), instance));
        write.instancesChanged().forEach(instance -> instances.put(TaskKey.of(instance), instance));
        write.attemptsAdded().forEach(attempt -> attempts.put(attempt.attemptId(), attempt));
        write.attemptsChanged().forEach(attempt -> attempts.merge(attempt.attemptId(), attempt, MemoryRun::changed));
        write.outputs().forEach(output -> outputs.put(output.attemptId(), output.value()));
    }

    private void writeRow(DagRun next, boolean remade) {
        run = new DagRun(
                run.runKey(),
                run.dagId(),
                run.runId(),
                remade ? next.type() : run.type(),
                next.state(),
                next.stateReason(),
                run.logicalDate(),
                run.intervalStart(),
                run.intervalEnd(),
                next.runAfter(),
                remade ? next.params() : run.params(),
                next.version(),
                next.build(),
                run.triggeredBy(),
                run.note(),
                next.clearNumber(),
                next.queuedAt(),
                next.startedAt(),
                next.endedAt(),
                remade ? next.backfillId() : run.backfillId(),
                next.deadlines());
    }

    private static TaskAttempt changed(TaskAttempt stored, TaskAttempt next) {
        return new TaskAttempt(
                stored.runKey(),
                stored.attemptId(),
                stored.taskId(),
                stored.mapIndex(),
                stored.tryNumber(),
                next.state(),
                stored.sessionId(),
                stored.build(),
                stored.queuedAt(),
                next.startedAt(),
                next.endedAt(),
                next.failure());
    }

    StoredRun read() {
        List<TaskAttempt> open = attempts.values().stream()
                .filter(attempt -> !attempt.state().isFinal())
                .toList();
        return new StoredRun(run, instances(), open);
    }

    /** What later runs may depend on, if this one is earlier than a date; else null. */
    @Nullable
    EarlierRun earlierThan(Instant date) {
        Instant own = run.logicalDate();
        if (own == null || !own.isBefore(date)) {
            return null;
        }
        Map<String, UpstreamCounts> states = new HashMap<>();
        for (TaskInstance instance : instances.values()) {
            states.merge(instance.taskId(), UpstreamCounts.of(List.of(instance.state())), UpstreamCounts::plus);
        }
        return new EarlierRun(
                run.runKey(), run.runId(), own, run.type(), taskId -> states.getOrDefault(taskId, UpstreamCounts.NONE));
    }

    List<TaskInstance> instances() {
        return List.copyOf(instances.values());
    }

    List<TaskAttempt> attempts() {
        return List.copyOf(attempts.values());
    }

    Map<UUID, JsonNode> outputs(Collection<UUID> attemptIds) {
        Map<UUID, JsonNode> found = new HashMap<>();
        for (UUID id : attemptIds) {
            JsonNode output = outputs.get(id);
            if (output != null) {
                found.put(id, output);
            }
        }
        return found;
    }
}
