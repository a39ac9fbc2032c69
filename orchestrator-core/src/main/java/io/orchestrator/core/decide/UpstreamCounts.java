package io.orchestrator.core.decide;

import io.orchestrator.core.task.TaskState;

/** How many direct upstream task instances are in which state, every map index counted. */
public record UpstreamCounts(int success, int skipped, int failed, int upstreamFailed, int removed, int unfinished) {

    static final int KINDS = 6;
    public static final UpstreamCounts NONE = new UpstreamCounts(0, 0, 0, 0, 0, 0);

    /** The place of a state in an array of counts. */
    static int kind(TaskState state) {
        return switch (state) {
            case SUCCESS -> 0;
            case SKIPPED -> 1;
            case FAILED -> 2;
            case UPSTREAM_FAILED -> 3;
            case REMOVED -> 4;
            case NONE, SCHEDULED, QUEUED, RUNNING, RESTARTING, UP_FOR_RETRY, UP_FOR_RESCHEDULE, DEFERRED -> 5;
        };
    }

    static UpstreamCounts of(int[] counts, int offset) {
        return new UpstreamCounts(
                counts[offset],
                counts[offset + 1],
                counts[offset + 2],
                counts[offset + 3],
                counts[offset + 4],
                counts[offset + 5]);
    }

    /** How many of some task instances are in which state. */
    public static UpstreamCounts of(Iterable<TaskState> states) {
        int[] counts = new int[KINDS];
        states.forEach(state -> counts[kind(state)]++);
        return of(counts, 0);
    }

    /** How many of them are in one state more. */
    public UpstreamCounts plus(TaskState state, int count) {
        int[] counts = toArray();
        counts[kind(state)] += count;
        return of(counts, 0);
    }

    int[] toArray() {
        return new int[] {success, skipped, failed, upstreamFailed, removed, unfinished};
    }

    public UpstreamCounts plus(UpstreamCounts other) {
        return new UpstreamCounts(
                success + other.success,
                skipped + other.skipped,
                failed + other.failed,
                upstreamFailed + other.upstreamFailed,
                removed + other.removed,
                unfinished + other.unfinished);
    }

    public int total() {
        return success + skipped + failed + upstreamFailed + removed + unfinished;
    }
}
