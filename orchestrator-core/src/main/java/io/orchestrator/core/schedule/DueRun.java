package io.orchestrator.core.schedule;

import java.time.Instant;

/**
 * A run that a schedule asks for.
 *
 * <p>A schedule fires at a point in time, as Airflow 3's trigger timetables do: the logical date is that point, and the data
 * interval has no length, [point, point).
 *
 * @param slot the logical date
 * @param intervalStart start of the data interval
 * @param intervalEnd end of the data interval, exclusive
 * @param runAfter no earlier than this may the run be created
 */
public record DueRun(Instant slot, Instant intervalStart, Instant intervalEnd, Instant runAfter) {

    static DueRun at(Instant point) {
        return new DueRun(point, point, point, point);
    }
}
