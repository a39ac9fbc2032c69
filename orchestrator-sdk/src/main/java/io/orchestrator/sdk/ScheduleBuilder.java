package io.orchestrator.sdk;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** The bounds of a DAG's schedule. */
public final class ScheduleBuilder {

    private final DagBuilder dag;
    private final Schedule schedule;
    private Catchup catchup = Catchup.NONE;
    private @Nullable Instant start;
    private @Nullable Instant end;

    ScheduleBuilder(DagBuilder dag, Schedule schedule) {
        this.dag = dag;
        this.schedule = schedule;
    }

    /**
     * No run falls due before this.
     *
     * @param start {@code 2026-01-01} (its first instant), {@code 2026-01-01T06:30} or {@code 2026-01-01T06:30:00Z}; without an
     *     offset in the zone of a cron schedule, else in UTC
     */
    public ScheduleBuilder startingAt(String start) {
        return startingAt(instant("startingAt", start));
    }

    /** No run falls due before this. */
    public ScheduleBuilder startingAt(Instant start) {
        dag.requireOpen("startingAt");
        this.start = start;
        return this;
    }

    /**
     * No run falls due after this.
     *
     * @param end as for {@link #startingAt(String)}: a date alone is its first instant
     */
    public ScheduleBuilder endingAt(String end) {
        return endingAt(instant("endingAt", end));
    }

    /** No run falls due after this. */
    public ScheduleBuilder endingAt(Instant end) {
        dag.requireOpen("endingAt");
        this.end = end;
        return this;
    }

    /** What happens with instants that were missed; {@link Catchup#NONE} unless set. */
    public ScheduleBuilder catchup(Catchup catchup) {
        dag.requireOpen("catchup");
        this.catchup = catchup;
        return this;
    }

    Timing timing() {
        if (start != null && end != null && end.isBefore(start)) {
            throw DagDefinitionException.of("its schedule ends at " + end + ", before it starts at " + start
                    + "; change startingAt or endingAt");
        }
        return new Timing(schedule, catchup, start, end);
    }

    private Instant instant(String what, String text) {
        try {
            return parse(text);
        } catch (DateTimeException e) {
            throw DagDefinitionException.of(what + " is '" + text
                    + "'; write a date such as 2026-01-01, 2026-01-01T06:30 or 2026-01-01T06:30:00Z");
        }
    }

    private Instant parse(String text) {
        ZoneId zone = schedule instanceof Cron cron ? cron.zone() : ZoneOffset.UTC;
        int time = text.indexOf('T');
        if (time < 0) {
            return LocalDate.parse(text).atStartOfDay(zone).toInstant();
        }
        boolean offset = text.endsWith("Z") || text.indexOf('+', time) > 0 || text.indexOf('-', time) > 0;
        return offset
                ? OffsetDateTime.parse(text).toInstant()
                : LocalDateTime.parse(text).atZone(zone).toInstant();
    }
}
