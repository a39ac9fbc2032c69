package io.orchestrator.core.schedule;

import java.time.Instant;

/**
 * A run that a schedule asks for.
 *
 * @param slot the instant of the schedule at which it is due
 * @param logicalDate where its data interval begins
 * @param intervalStart start of the data interval; without one, the slot
 * @param intervalEnd end of the data interval, exclusive
 * @param runAfter no earlier than this may the run be created: the slot, or later by a jitter
 */
public record DueRun(Instant slot, Instant logicalDate, Instant intervalStart, Instant intervalEnd, Instant runAfter) {

    /** About the instant itself. */
    public static DueRun at(Instant point) {
        return new DueRun(point, point, point, point, point);
    }
}
