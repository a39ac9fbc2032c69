package io.orchestrator.protocol.graph;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** When a DAG's runs are due. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ScheduleSpec.Manual.class, name = "manual"),
    @JsonSubTypes.Type(value = ScheduleSpec.Once.class, name = "once"),
    @JsonSubTypes.Type(value = ScheduleSpec.Continuous.class, name = "continuous"),
    @JsonSubTypes.Type(value = ScheduleSpec.Cron.class, name = "cron"),
    @JsonSubTypes.Type(value = ScheduleSpec.Every.class, name = "every"),
    @JsonSubTypes.Type(value = ScheduleSpec.Events.class, name = "events"),
    @JsonSubTypes.Type(value = ScheduleSpec.Recurrence.class, name = "recurrence"),
    @JsonSubTypes.Type(value = ScheduleSpec.Custom.class, name = "custom"),
    @JsonSubTypes.Type(value = ScheduleSpec.AnyOf.class, name = "any_of"),
    @JsonSubTypes.Type(value = ScheduleSpec.Except.class, name = "except")
})
public sealed interface ScheduleSpec {

    /** Only people and the API start runs. */
    record Manual() implements ScheduleSpec {}

    /** One run, at the start date or at activation. */
    record Once() implements ScheduleSpec {}

    /** The next run is due as soon as the one before has ended. */
    record Continuous() implements ScheduleSpec {}

    /**
     * Five fields, or a preset such as {@code @daily}.
     *
     * @param expression minute, hour, day of month, month, day of week
     * @param zone an IANA zone id
     * @param gap what a fixed-time job does on a day that has no such wall-clock time
     * @param overlap which of two equal wall-clock times a fixed-time job takes
     */
    record Cron(String expression, String zone, Gap gap, Overlap overlap) implements ScheduleSpec {
        public Cron {
            gap = gap == null ? Gap.RUN_AT_GAP_END : gap;
            overlap = overlap == null ? Overlap.FIRST : overlap;
        }
    }

    /**
     * Every interval, counted in elapsed time from the start date; without one, from the Unix epoch.
     *
     * @param offset counted from so much later, or null
     */
    record Every(Duration interval, @Nullable Duration offset) implements ScheduleSpec {
        public Every(Duration interval) {
            this(interval, null);
        }
    }

    /**
     * At these instants.
     *
     * @param instants in order, each once
     * @param manualAtEvents a run by hand is about the last of them that has passed; false: about its own date
     */
    record Events(List<Instant> instants, boolean manualAtEvents) implements ScheduleSpec {
        public Events {
            instants = instants == null ? List.of() : List.copyOf(instants);
        }
    }

    /**
     * A recurrence rule of RFC 5545 on the wall clock of a zone.
     *
     * @param rule without its name: {@code FREQ=MONTHLY;BYDAY=2FR}
     * @param start what the rule counts from, by the wall clock
     */
    record Recurrence(String rule, LocalDateTime start, String zone) implements ScheduleSpec {}

    /**
     * By the author's own code: a JVM that describes is asked for slots ahead.
     *
     * @param description what people read instead
     * @param zone where people look at a clock for it
     */
    record Custom(String description, String zone) implements ScheduleSpec {}

    /** Whenever one of several is due; at the same instant, once. */
    record AnyOf(List<ScheduleSpec> schedules) implements ScheduleSpec {
        public AnyOf {
            schedules = schedules == null ? List.of() : List.copyOf(schedules);
        }
    }

    /** A schedule without the instants that are excluded. */
    record Except(ScheduleSpec schedule, List<Exclusion> exclusions) implements ScheduleSpec {
        public Except {
            exclusions = exclusions == null ? List.of() : List.copyOf(exclusions);
        }
    }

    /** A wall-clock time that clocks skip in spring. */
    enum Gap {
        RUN_AT_GAP_END,
        SKIP,
        RUN_BEFORE,
        /** The author is asked: a DAG whose runs it would touch is refused. */
        ASK
    }

    /** A wall-clock time that comes twice in autumn. */
    enum Overlap {
        FIRST,
        SECOND,
        BOTH,
        /** The author is asked: a DAG whose runs it would touch is refused. */
        ASK
    }
}
