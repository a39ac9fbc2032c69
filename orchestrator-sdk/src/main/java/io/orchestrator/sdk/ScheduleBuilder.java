package io.orchestrator.sdk;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** The bounds of a DAG's schedule, and what its runs are about. */
public final class ScheduleBuilder {

    private final DagBuilder dag;
    private final Schedule schedule;
    private Catchup catchup = Catchup.NONE;
    private @Nullable Instant start;
    private @Nullable Instant end;
    private boolean dataIntervals;
    private @Nullable Duration covering;
    private @Nullable Duration jitter;
    private WhenBusy whenBusy = WhenBusy.QUEUE;
    private boolean startsPaused;

    ScheduleBuilder(DagBuilder dag, Schedule schedule) {
        this.dag = dag;
        this.schedule = schedule;
    }

    /**
     * No run falls due before this.
     *
     * @param start {@code 2026-01-01} (its first instant), {@code 2026-01-01T06:30} or {@code 2026-01-01T06:30:00Z}; without an
     *     offset in the schedule's zone, else in UTC
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

    /**
     * A run is about the time since the instant before: it is due when that time is over, and its logical date is the beginning.
     * Without this a run is about the instant itself.
     */
    public ScheduleBuilder dataIntervals() {
        dag.requireOpen("dataIntervals");
        Schedule timed = schedule instanceof OnAssets assets ? assets.timePart() : schedule;
        if (!(timed instanceof CustomTimetable)) {
            Checks.fires("dataIntervals", timed);
        }
        this.dataIntervals = true;
        return this;
    }

    /** A run is about so long a time before it is due, and its logical date is the beginning of that. */
    public ScheduleBuilder covering(Duration length) {
        dag.requireOpen("covering");
        this.covering = Checks.duration("covering", length);
        return this;
    }

    /**
     * Spreads the load: a run starts up to so much later than it is due, but before the next one is due. By how much depends on
     * the DAG and the instant alone, so it is the same each time one looks.
     */
    public ScheduleBuilder jitter(Duration most) {
        dag.requireOpen("jitter");
        this.jitter = Checks.duration("jitter", most);
        return this;
    }

    /** What happens when a run is due while there is no room for one; {@link WhenBusy#QUEUE} unless set. */
    public ScheduleBuilder whenBusy(WhenBusy policy) {
        dag.requireOpen("whenBusy");
        this.whenBusy = policy;
        return this;
    }

    /**
     * An installation that meets the DAG for the first time pauses it: for one that needs something first, such as a connection. Who
     * has that unpauses it.
     */
    public ScheduleBuilder startsPaused() {
        dag.requireOpen("startsPaused");
        this.startsPaused = true;
        return this;
    }

    boolean isContinuous() {
        return schedule instanceof Continuous;
    }

    Timing timing() {
        if (start != null && end != null && end.isBefore(start)) {
            throw DagDefinitionException.of("its schedule ends at " + end + ", before it starts at " + start
                    + "; change startingAt or endingAt");
        }
        if (dataIntervals && covering != null) {
            throw DagDefinitionException.of("it has both dataIntervals and covering; keep one of them");
        }
        return new Timing(schedule, catchup, start, end, dataIntervals, covering, jitter, whenBusy, startsPaused);
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
        ZoneId zone = zone(schedule);
        int time = text.indexOf('T');
        if (time < 0) {
            return LocalDate.parse(text).atStartOfDay(zone).toInstant();
        }
        boolean offset = text.endsWith("Z") || text.indexOf('+', time) > 0 || text.indexOf('-', time) > 0;
        return offset
                ? OffsetDateTime.parse(text).toInstant()
                : LocalDateTime.parse(text).atZone(zone).toInstant();
    }

    private static ZoneId zone(Schedule schedule) {
        return switch (schedule) {
            case Cron cron -> cron.zone();
            case Recurrence recurrence -> recurrence.zone();
            case AnyOf any -> zone(any.schedules().getFirst());
            case Except except -> zone(except.schedule());
            case CustomTimetable custom -> custom.zone();
            case Every every -> ZoneOffset.UTC;
            case Events events -> ZoneOffset.UTC;
            case Once once -> ZoneOffset.UTC;
            case Continuous continuous -> ZoneOffset.UTC;
            case Manual manual -> ZoneOffset.UTC;
            case OnAssets assets -> zone(assets.timePart());
        };
    }
}
