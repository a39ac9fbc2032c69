package io.orchestrator.protocol.graph;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Duration;

/** When a DAG's runs are due. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ScheduleSpec.Manual.class, name = "manual"),
    @JsonSubTypes.Type(value = ScheduleSpec.Once.class, name = "once"),
    @JsonSubTypes.Type(value = ScheduleSpec.Cron.class, name = "cron"),
    @JsonSubTypes.Type(value = ScheduleSpec.Every.class, name = "every")
})
public sealed interface ScheduleSpec {

    /** Only people and the API start runs. */
    record Manual() implements ScheduleSpec {}

    /** One run, at the start date or at activation. */
    record Once() implements ScheduleSpec {}

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

    /** Every interval, counted in elapsed time from the start date; without one, from the Unix epoch. */
    record Every(Duration interval) implements ScheduleSpec {}

    /** A wall-clock time that clocks skip in spring. */
    enum Gap {
        RUN_AT_GAP_END,
        SKIP,
        RUN_BEFORE
    }

    /** A wall-clock time that comes twice in autumn. */
    enum Overlap {
        FIRST,
        SECOND,
        BOTH
    }
}
