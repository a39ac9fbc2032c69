package io.orchestrator.web.monitor;

import io.orchestrator.web.layout.Durations;
import io.orchestrator.web.layout.Links;
import io.orchestrator.web.monitor.RunView.TaskLine;
import io.orchestrator.web.run.DagRunRow;
import io.orchestrator.web.task.TaskInstanceRow;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The time line of a run: from its start to its end, or until now, a thousand units. */
record TimeLine(Instant start, Instant end, Instant now) {

    static final int WHOLE = 1000;
    private static final int NARROWEST = 6;

    static TimeLine of(DagRunRow run, Instant now) {
        var start = Objects.requireNonNullElse(run.startedAt(), run.queuedAt());
        return new TimeLine(start, Objects.requireNonNullElse(run.endedAt(), now), now);
    }

    TaskLine task(DagRunRow run, TaskInstanceRow instance) {
        var started = instance.startedAt();
        long from = started == null ? at(waitEnd(instance)) : at(started);
        return new TaskLine(
                name(instance),
                Links.task(run.dagId(), run.runId(), instance.taskId(), instance.mapIndex()),
                instance.state(),
                Objects.requireNonNullElse(instance.stateReason(), ""),
                instance.tryNumber(),
                instance.maxTries() + 1,
                Durations.span(started, instance.endedAt(), now),
                started,
                instance.scheduledAt() == null ? from : Math.min(from, at(instance.scheduledAt())),
                Math.min(from, WHOLE - NARROWEST),
                started == null
                        ? 0
                        : Math.max(NARROWEST, at(Objects.requireNonNullElse(instance.endedAt(), now)) - from));
    }

    /** One that never ran waited until it ended otherwise, or waits still. */
    private Instant waitEnd(TaskInstanceRow instance) {
        @Nullable Instant ended = instance.endedAt();
        return ended == null ? now : ended;
    }

    private long at(Instant time) {
        long whole = Math.max(1, Duration.between(start, end).toMillis());
        return Math.clamp(Duration.between(start, time).toMillis() * WHOLE / whole, 0, WHOLE);
    }

    private static String name(TaskInstanceRow instance) {
        return instance.mapIndex() < 0
                ? instance.taskId()
                : "%s [%d]".formatted(instance.taskId(), instance.mapIndex());
    }
}
