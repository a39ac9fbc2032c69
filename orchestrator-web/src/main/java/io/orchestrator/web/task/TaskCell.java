package io.orchestrator.web.task;

import io.orchestrator.core.task.TaskState;
import io.orchestrator.web.layout.Durations;
import io.orchestrator.web.layout.States;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Task instances as grid and graph show them, many in one place: the state that needs a look tells for all.
 *
 * @param state of those that tell
 * @param alike how many are in that state
 * @param all how many there are
 * @param tryNumber the highest of those that tell
 * @param startedAt of the first that started
 * @param endedAt of the last; null: something of it still runs, or never ran
 */
public record TaskCell(
        long runKey,
        String taskId,
        String state,
        long alike,
        long all,
        int tryNumber,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt) {

    /** Both in one place. The run and task are those of the one that tells. */
    public static TaskCell both(TaskCell one, TaskCell other) {
        var telling = urgency(one) >= urgency(other) ? one : other;
        return new TaskCell(
                telling.runKey,
                telling.taskId,
                telling.state,
                one.state.equals(other.state) ? one.alike + other.alike : telling.alike,
                one.all + other.all,
                telling.tryNumber,
                first(one.startedAt, other.startedAt),
                one.isOpen() || other.isOpen() ? null : last(one.endedAt, other.endedAt));
    }

    /** In words: state, how many of how many, how long, which try. */
    public String about(Instant now) {
        var number = all > 1 ? " (%,d of %,d)".formatted(alike, all) : "";
        var took = startedAt == null ? "" : ", " + Durations.phrase(Durations.between(startedAt, endedAt, now));
        var tries = tryNumber > 1 && all == 1 ? ", try " + tryNumber : "";
        return States.words(state) + number + took + tries;
    }

    private boolean isOpen() {
        return startedAt != null && endedAt == null;
    }

    static @Nullable Instant first(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isBefore(other) ? one : other;
    }

    private static @Nullable Instant last(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isAfter(other) ? one : other;
    }

    private static int urgency(TaskCell cell) {
        return switch (TaskState.of(cell.state)) {
            case FAILED -> 10;
            case UPSTREAM_FAILED -> 9;
            case UP_FOR_RETRY -> 8;
            case RESTARTING -> 7;
            case UP_FOR_RESCHEDULE, DEFERRED -> 6;
            case RUNNING -> 6;
            case QUEUED -> 5;
            case SCHEDULED -> 4;
            case NONE -> 3;
            case SUCCESS -> 2;
            case SKIPPED -> 1;
            case REMOVED -> 0;
        };
    }
}
