package io.orchestrator.core.decide;

import io.orchestrator.core.run.DagRun;
import io.orchestrator.core.task.Awaited;
import io.orchestrator.core.task.TaskEvent;
import io.orchestrator.core.task.TaskInstance;
import io.orchestrator.core.task.TaskResult;
import io.orchestrator.protocol.graph.WaitSpec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the engine does in the place of a worker: waits for an instant, or for a run of another DAG that it may start itself. */
public final class EngineWork {

    private static final TaskEvent DONE = new TaskEvent.Decided(TaskResult.ofStop(false));

    private EngineWork() {}

    /** What happens when the task may start. */
    static TaskEvent begin(DagRun run, TaskInstance instance, WaitSpec spec, Instant now) {
        return switch (spec) {
            case WaitSpec.At at -> until(at.at(), now);
            case WaitSpec.Delay delay -> until(now.plus(delay.delay()), now);
            case WaitSpec.TimeOfDay day -> until(timeOfDay(run, day), now);
            case WaitSpec.AfterInterval after -> until(about(run).plus(after.delay()), now);
            case WaitSpec.OtherRun other -> {
                Instant date = run.logicalDate();
                yield date == null
                        ? new TaskEvent.GaveUp(
                                "this run has no logical date, so no run of DAG " + other.dagId()
                                        + " belongs to it; trigger it with a date",
                                other.softFail())
                        : new TaskEvent.Awaits(
                                end(now, other.timeout()),
                                new Awaited(other.dagId(), null, date.minus(other.earlier()), other.taskId()));
            }
            case WaitSpec.Trigger trigger ->
                new TaskEvent.Awaits(end(now, trigger.timeout()), started(run, instance, trigger));
        };
    }

    private static TaskEvent until(Instant at, Instant now) {
        return at.isAfter(now) ? new TaskEvent.Awaits(at, null) : DONE;
    }

    private static @Nullable Instant end(Instant now, @Nullable Duration timeout) {
        return timeout == null ? null : now.plus(timeout);
    }

    private static Instant timeOfDay(DagRun run, WaitSpec.TimeOfDay day) {
        ZoneId zone = ZoneId.of(day.zone());
        return run.runAfter()
                .atZone(zone)
                .toLocalDate()
                .atTime(day.time())
                .atZone(zone)
                .toInstant();
    }

    private static Instant about(DagRun run) {
        return Objects.requireNonNullElse(run.intervalEnd(), run.runAfter());
    }

    private static Awaited started(DagRun run, TaskInstance instance, WaitSpec.Trigger trigger) {
        return trigger.sameDate() && run.logicalDate() != null
                ? new Awaited(trigger.dagId(), null, run.logicalDate(), null)
                : new Awaited(trigger.dagId(), runId(run, instance), null, null);
    }

    /** The same try asks for the same run, however often it asks. */
    private static String runId(DagRun run, TaskInstance instance) {
        String names = run.dagId()
                + '\n'
                + run.runKey()
                + '\n'
                + instance.taskId()
                + '\n'
                + instance.mapIndex()
                + '\n'
                + (instance.tryNumber() + 1);
        return "triggered__" + UUID.nameUUIDFromBytes(names.getBytes(StandardCharsets.UTF_8));
    }

    /** The instant has come until which it waited. */
    static TaskEvent over(WaitSpec spec, TaskInstance instance) {
        return switch (spec) {
            case WaitSpec.At at -> DONE;
            case WaitSpec.Delay delay -> DONE;
            case WaitSpec.TimeOfDay day -> DONE;
            case WaitSpec.AfterInterval after -> DONE;
            case WaitSpec.OtherRun other -> late(instance, other.timeout(), other.softFail());
            case WaitSpec.Trigger trigger -> late(instance, trigger.timeout(), trigger.softFail());
        };
    }

    private static TaskEvent late(TaskInstance instance, @Nullable Duration timeout, boolean softFail) {
        Awaited awaited = instance.waiting() == null ? null : instance.waiting().run();
        return new TaskEvent.GaveUp(awaited + " has not ended within its timeout of " + timeout, softFail);
    }

    /** @return what follows, or null: it still waits */
    static @Nullable TaskEvent found(WaitSpec spec, Awaited awaited, FoundRun run) {
        return switch (spec) {
            case WaitSpec.OtherRun other ->
                other.taskId() == null ? ended(run, awaited, other.softFail()) : ofTask(run, awaited, other.softFail());
            case WaitSpec.Trigger trigger -> trigger.waits() ? ended(run, awaited, trigger.softFail()) : DONE;
            case WaitSpec.At at -> null;
            case WaitSpec.Delay delay -> null;
            case WaitSpec.TimeOfDay day -> null;
            case WaitSpec.AfterInterval after -> null;
        };
    }

    private static @Nullable TaskEvent ended(FoundRun run, Awaited awaited, boolean softFail) {
        return switch (run.state()) {
            case QUEUED, RUNNING -> null;
            case SUCCESS -> DONE;
            case FAILED ->
                new TaskEvent.GaveUp(
                        awaited + " has failed" + (run.reason() == null ? "" : ": " + run.reason()), softFail);
        };
    }

    /** A task that was skipped there has ended well; one that the run does not have never will. */
    private static @Nullable TaskEvent ofTask(FoundRun run, Awaited awaited, boolean softFail) {
        UpstreamCounts task = run.task();
        if (task.failed() + task.upstreamFailed() > 0) {
            return new TaskEvent.GaveUp(awaited + " has failed", softFail);
        }
        if (task.total() > 0 && task.unfinished() == 0) {
            return DONE;
        }
        return run.state().isFinal() && task.total() == 0
                ? new TaskEvent.GaveUp(awaited + " is not there: that run has no such task", softFail)
                : null;
    }

    /** Whether the task's work is to start a run. */
    public static WaitSpec.@Nullable Trigger trigger(@Nullable WaitSpec spec) {
        return spec instanceof WaitSpec.Trigger trigger ? trigger : null;
    }
}
