package io.orchestrator.core.engine;

import io.orchestrator.core.audit.AuditEvent;
import io.orchestrator.core.dag.DagRecord;
import io.orchestrator.core.dag.DagVersion;
import io.orchestrator.core.run.DagRun;
import io.orchestrator.core.run.DagRunState;
import io.orchestrator.core.run.RunType;
import io.orchestrator.core.server.ServerRecord;
import io.orchestrator.core.task.AttemptState;
import io.orchestrator.core.task.TaskAttempt;
import io.orchestrator.core.task.TaskInstance;
import io.orchestrator.core.task.TaskState;
import io.orchestrator.core.task.Waiting;
import io.orchestrator.core.worker.WorkerSession;
import io.orchestrator.protocol.Json;
import io.orchestrator.protocol.graph.Catchup;
import io.orchestrator.protocol.graph.DagGraph;
import io.orchestrator.protocol.graph.RetrySpec;
import io.orchestrator.protocol.graph.RunnerSpec;
import io.orchestrator.protocol.graph.ScheduleSpec;
import io.orchestrator.protocol.graph.TaskSpec;
import io.orchestrator.protocol.worker.Report.Failure;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Rows for tests of stores: every field has a value, and no two of the same type the same. */
public final class StoreRows {

    public static final Instant T0 = Instant.parse("2026-03-01T10:00:00.123456Z");
    public static final UUID OWNER = UUID.fromString("00000000-0000-7000-8000-00000000000a");
    public static final Duration LEASE = Duration.ofSeconds(30);
    public static final String BUILD = "b".repeat(64);

    /** A key of 1 March 2026. */
    public static final long FIRST = 1_772_359_200_123L << 20;

    public static final long SECOND = FIRST + 1;

    public static final UUID OTHER = UUID.fromString("00000000-0000-7000-8000-00000000000b");

    private StoreRows() {}

    public static Instant at(int seconds) {
        return T0.plusSeconds(seconds);
    }

    public static DagRecord dag(String dagId) {
        return new DagRecord(
                dagId,
                "shop",
                "com.example.Sales",
                true,
                true,
                1,
                BUILD,
                "What *sales* do",
                List.of("daily", "a, \"b\" {c}"),
                List.of(),
                "every day at 00:00 Europe/Berlin");
    }

    public static DagVersion version(String dagId) {
        TaskSpec task = TaskSpec.builder("load")
                .outputType("java.util.List<java.lang.String>")
                .retry(new RetrySpec(2, Duration.ofSeconds(90), 1.5, Duration.ofHours(1), true))
                .timeout(Duration.ofMinutes(10))
                .priorityWeight(7)
                .runner(new RunnerSpec(512, List.of("-Xss1m"), true))
                .build();
        DagGraph graph = DagGraph.builder(dagId)
                .description("What *sales* do")
                .tags("daily")
                .owners("ann")
                .schedule(new ScheduleSpec.Cron(
                        "0 0 * * *", "Europe/Berlin", ScheduleSpec.Gap.SKIP, ScheduleSpec.Overlap.BOTH))
                .catchup(Catchup.LATEST)
                .startDate(at(-1000))
                .maxActiveRuns(3)
                .maxActiveTasks(16)
                .runTimeout(Duration.ofHours(2))
                .tasks(task)
                .build();
        return new DagVersion(dagId, 1, "hash of " + dagId, graph);
    }

    public static DagRun salesRun(long runKey, String runId, @Nullable Instant logicalDate) {
        return queuedRun(runKey, "sales", runId, logicalDate);
    }

    public static TaskInstance salesTask(long runKey, String taskId) {
        return TaskInstance.created(runKey, taskId, TaskInstance.UNMAPPED, 2);
    }

    public static DagRun queuedRun(long runKey, String dagId, String runId, @Nullable Instant logicalDate) {
        return new DagRun(
                runKey,
                dagId,
                runId,
                RunType.SCHEDULED,
                DagRunState.QUEUED,
                null,
                logicalDate,
                at(1),
                at(2),
                at(3),
                Json.MAPPER.readTree("{\"limit\": 5, \"names\": [\"a\", null, 1.5]}"),
                1,
                BUILD,
                "scheduler",
                "a note",
                0,
                at(4),
                null,
                null);
    }

    public static DagRun byHand(DagRun run) {
        return new DagRun(
                run.runKey(),
                run.dagId(),
                run.runId(),
                RunType.MANUAL,
                run.state(),
                run.stateReason(),
                run.logicalDate(),
                run.intervalStart(),
                run.intervalEnd(),
                run.runAfter(),
                run.params(),
                run.version(),
                run.build(),
                run.triggeredBy(),
                run.note(),
                run.clearNumber(),
                run.queuedAt(),
                run.startedAt(),
                run.endedAt());
    }

    public static DagRun withTexts(DagRun run, String note, String params) {
        JsonNode json = Json.MAPPER.readTree(params);
        return with(run, run.state(), run.stateReason(), json, note, run.clearNumber());
    }

    /** The next state of a run. */
    public static DagRun moved(DagRun run, DagRunState state) {
        return with(run, state, "because of " + state, run.params(), run.note(), run.clearNumber() + 1);
    }

    private static DagRun with(
            DagRun run,
            DagRunState state,
            @Nullable String reason,
            JsonNode params,
            @Nullable String note,
            int clearNumber) {
        return new DagRun(
                run.runKey(),
                run.dagId(),
                run.runId(),
                run.type(),
                state,
                reason,
                run.logicalDate(),
                run.intervalStart(),
                run.intervalEnd(),
                run.runAfter(),
                params,
                run.version(),
                run.build(),
                run.triggeredBy(),
                note,
                clearNumber,
                run.queuedAt(),
                state == DagRunState.QUEUED ? null : at(5),
                state.isFinal() ? at(6) : null);
    }

    public static TaskInstance runningInstance(TaskInstance of, TaskAttempt attempt) {
        return new TaskInstance(
                of.runKey(),
                of.taskId(),
                of.mapIndex(),
                TaskState.RUNNING,
                "a reason",
                3,
                4,
                1,
                attempt.attemptId(),
                attempt.sessionId(),
                at(10),
                at(11),
                at(12),
                null,
                null,
                null);
    }

    public static TaskInstance retryingInstance(TaskInstance of) {
        return waitingInstance(of, TaskState.UP_FOR_RETRY, at(99)).labelled("part one");
    }

    /** An instance that waits at no worker, with what it keeps. */
    public static TaskInstance deferredInstance(TaskInstance of, Waiting waiting) {
        return waitingInstance(of, TaskState.DEFERRED, null).keeping(waiting);
    }

    private static TaskInstance waitingInstance(TaskInstance of, TaskState state, @Nullable Instant retryAt) {
        return new TaskInstance(
                of.runKey(),
                of.taskId(),
                of.mapIndex(),
                state,
                null,
                1,
                4,
                0,
                null,
                null,
                at(10),
                null,
                null,
                null,
                retryAt,
                null);
    }

    public static TaskAttempt queuedAttempt(long runKey, UUID attemptId, String taskId) {
        return new TaskAttempt(
                runKey,
                attemptId,
                taskId,
                TaskInstance.UNMAPPED,
                3,
                AttemptState.QUEUED,
                new UUID(7, 7),
                BUILD,
                at(11),
                null,
                null,
                null);
    }

    public static TaskAttempt started(TaskAttempt attempt) {
        return attempt(attempt, AttemptState.RUNNING, null, null);
    }

    public static TaskAttempt failed(TaskAttempt attempt) {
        return failedWith(attempt, new Failure(Failure.Kind.EXCEPTION, "no such file", null));
    }

    public static TaskAttempt failedWith(TaskAttempt attempt, Failure failure) {
        return attempt(attempt, AttemptState.FAILED, at(13), failure);
    }

    private static TaskAttempt attempt(
            TaskAttempt of, AttemptState state, @Nullable Instant endedAt, @Nullable Failure failure) {
        return new TaskAttempt(
                of.runKey(),
                of.attemptId(),
                of.taskId(),
                of.mapIndex(),
                of.tryNumber(),
                state,
                of.sessionId(),
                of.build(),
                of.queuedAt(),
                at(12),
                endedAt,
                failure);
    }

    public static WorkerSession session(UUID sessionId) {
        return new WorkerSession(
                sessionId,
                "worker one",
                "host.example",
                4711L,
                "0.1.0",
                1,
                "hash of the token of " + sessionId,
                List.of("default", "gpu"),
                List.of("avx512"),
                8,
                2,
                WorkerSession.State.LIVE);
    }

    public static AuditEvent deed(String action) {
        return new AuditEvent(
                UUID.nameUUIDFromBytes(action.getBytes(StandardCharsets.UTF_8)),
                at(20),
                "ann",
                action,
                "sales",
                "r1",
                "load",
                Json.MAPPER.readTree("{\"from\": \"failed\"}"));
    }

    public static ServerRecord server(UUID serverId) {
        return new ServerRecord(
                serverId, "http://host.example/" + serverId, "place", 4712L, "0.1.0", ServerRecord.State.LIVE);
    }
}
