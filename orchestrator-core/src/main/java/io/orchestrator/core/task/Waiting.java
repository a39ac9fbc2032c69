package io.orchestrator.core.task;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a task instance keeps that leaves its worker to wait, and goes on later. It stays when the instance has ended, but for what
 * it would go on with.
 *
 * @param firstAt when it was first looked for what it waits for, also in an earlier try
 * @param startedAt when this try began, or null: it has not
 * @param pauses how often this try has left its worker
 * @param until when it goes on by itself, or gives up; null unless it waits, and then: that is not known
 * @param resume what the next attempt of this try gets back, or null
 * @param run what it waits for, if that is a run of another DAG
 */
public record Waiting(
        @Nullable Instant firstAt,
        @Nullable Instant startedAt,
        int pauses,
        @Nullable Instant until,
        @Nullable JsonNode resume,
        @Nullable Awaited run) {

    /** What the engine waits for in the place of a worker. */
    public static Waiting byEngine(Instant now, @Nullable Instant until, @Nullable Awaited run) {
        return new Waiting(now, now, 0, until, null, run);
    }

    /** An attempt ends, and the next one belongs to the same try. */
    static Waiting pause(
            @Nullable Waiting before, @Nullable Instant startedAt, Instant until, @Nullable JsonNode resume) {
        Instant first = before == null || before.firstAt == null ? startedAt : before.firstAt;
        int pauses = before == null ? 0 : before.pauses;
        return new Waiting(first, startedAt, pauses + 1, until, resume, null);
    }

    /** The wait is over; what is kept for the next attempt stays. */
    Waiting over() {
        return new Waiting(firstAt, startedAt, pauses, null, resume, run);
    }

    /** The try has ended: nothing is kept to go on with. */
    Waiting ended() {
        return new Waiting(firstAt, startedAt, pauses, null, null, null);
    }

    /** A new try begins anew, but how long it has been waited is counted on. */
    @Nullable
    Waiting nextTry() {
        return firstAt == null ? null : new Waiting(firstAt, null, 0, null, null, null);
    }

    /** Whether the next attempt belongs to a try that has begun already. */
    boolean isPaused() {
        return pauses > 0;
    }
}
