package io.orchestrator.web.monitor;

import io.orchestrator.web.layout.Durations;
import io.orchestrator.web.run.DagRunRow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The time line of a run: from its start to its end, or until now, a thousand units. */
record TimeLine(Instant start, Instant end, Instant now) {

    static final int WHOLE = 1000;
    private static final int NARROWEST = 6;
    private static final int TICKS = 5;

    static TimeLine of(DagRunRow run, Instant now) {
        var start = Objects.requireNonNullElse(run.startedAt(), run.queuedAt());
        return new TimeLine(start, Objects.requireNonNullElse(run.endedAt(), now), now);
    }

    /**
     * A task's place on the line.
     *
     * @param waitFrom where its waiting for a worker begins
     * @param from where it begins to run
     * @param width how long it ran; 0: it did not
     */
    public record Place(long waitFrom, long from, long width) {
        public long waitWidth() {
            return Math.max(0, from - waitFrom);
        }
    }

    /** @param at where, in units @param label how long after the start */
    public record Tick(long at, String label) {}

    /** One that never ran waited until it ended otherwise, or waits still. */
    Place place(@Nullable Instant scheduled, @Nullable Instant started, @Nullable Instant ended) {
        var until = Objects.requireNonNullElse(ended, now);
        long from = at(started == null ? until : started);
        return new Place(
                scheduled == null ? from : Math.min(from, at(scheduled)),
                Math.min(from, WHOLE - NARROWEST),
                started == null ? 0 : Math.max(NARROWEST, at(until) - from));
    }

    /** Even parts of the line. */
    List<Tick> ticks() {
        var whole = Duration.between(start, end);
        return IntStream.range(0, TICKS)
                .mapToObj(i -> new Tick(
                        (long) i * WHOLE / TICKS,
                        i == 0 ? "0" : Durations.phrase(whole.multipliedBy(i).dividedBy(TICKS))))
                .toList();
    }

    private long at(Instant time) {
        long whole = Math.max(1, Duration.between(start, end).toMillis());
        return Math.clamp(Duration.between(start, time).toMillis() * WHOLE / whole, 0, WHOLE);
    }
}
