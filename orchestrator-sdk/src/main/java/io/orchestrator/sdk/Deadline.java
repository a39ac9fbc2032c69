package io.orchestrator.sdk;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * By when a run should have ended. A run that has not is late from then on, which its page and {@link NotifyEvent#DEADLINE_MISSED} tell;
 * it goes on.
 */
public final class Deadline {

    /** What it is measured from. */
    public enum From {
        QUEUED,
        LOGICAL_DATE,
        INSTANT,
        AVERAGE
    }

    private final From from;
    private final @Nullable Instant at;
    private final int runs;
    private final int leastRuns;
    private final Duration after;

    private Deadline(From from, @Nullable Instant at, int runs, int leastRuns, Duration after) {
        this.from = from;
        this.at = at;
        this.runs = runs;
        this.leastRuns = leastRuns;
        this.after = after;
    }

    /** So long after the run was asked for. If the run is cleared, it counts anew. */
    public static Deadline afterQueued(Duration after) {
        return new Deadline(From.QUEUED, null, 0, 0, Checks.duration("a deadline", after));
    }

    /** So long after the run's logical date. A run that has none has no such deadline. */
    public static Deadline afterLogicalDate(Duration after) {
        return new Deadline(From.LOGICAL_DATE, null, 0, 0, Checks.duration("a deadline", after));
    }

    /** At this very instant, whichever run it is. */
    public static Deadline at(Instant instant) {
        return new Deadline(From.INSTANT, Objects.requireNonNull(instant, "instant"), 0, 0, Duration.ZERO);
    }

    /**
     * So long after the time that a run usually takes, counted from when it was asked for.
     *
     * @param runs the average is that of so many of the newest successful runs
     * @param leastRuns with fewer of them there is no such deadline
     * @param after how much longer than usual it may take
     */
    public static Deadline afterAverage(int runs, int leastRuns, Duration after) {
        Checks.atLeast(1, "the runs of afterAverage", runs);
        Checks.atLeast(1, "the leastRuns of afterAverage", leastRuns);
        if (leastRuns > runs) {
            throw DagDefinitionException.of(
                    "the leastRuns of afterAverage are " + leastRuns + ", more than its runs; use at most " + runs);
        }
        return new Deadline(From.AVERAGE, null, runs, leastRuns, Checks.duration("a deadline", after));
    }

    public From from() {
        return from;
    }

    /** The instant, or null: it is measured from something else. */
    public @Nullable Instant instant() {
        return at;
    }

    public int runs() {
        return runs;
    }

    public int leastRuns() {
        return leastRuns;
    }

    public Duration after() {
        return after;
    }
}
