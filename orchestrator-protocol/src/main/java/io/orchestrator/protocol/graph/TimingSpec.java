package io.orchestrator.protocol.graph;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a DAG's runs are about, when exactly they start, and what happens while the DAG has as many runs as it may.
 *
 * @param interval what the data interval of a run that is due at an instant is
 * @param length of the interval, exactly if it is {@link Interval#LENGTH}
 * @param jitter a run starts up to so much later than it is due, always the same for the same run; null: on time
 */
public record TimingSpec(
        Interval interval,
        @Nullable Duration length,
        @Nullable Duration jitter,
        WhenBusy whenBusy) {

    public static final TimingSpec PLAIN = new TimingSpec(Interval.POINT, null, null, WhenBusy.QUEUE);

    public TimingSpec {
        interval = interval == null ? Interval.POINT : interval;
        whenBusy = whenBusy == null ? WhenBusy.QUEUE : whenBusy;
    }

    /** What a run's data interval is. */
    public enum Interval {
        /** The instant itself: it begins and ends when the run is due. */
        POINT,
        /** From the instant before to this one; the logical date is its beginning. */
        SINCE_PREVIOUS,
        /** So long before the instant; the logical date is its beginning. */
        LENGTH
    }

    /** What happens when a run is due while the DAG has as many unfinished ones as it may. */
    public enum WhenBusy {
        /** It waits until there is room; none is left out. */
        QUEUE,
        /** It is left out. */
        SKIP,
        /** One waits, further ones are left out. */
        BUFFER_ONE,
        /** The oldest unfinished run of the schedule is ended in its favour. */
        CANCEL_PREVIOUS,
        /** It starts all the same: the schedule's runs have no limit. */
        ALLOW
    }
}
