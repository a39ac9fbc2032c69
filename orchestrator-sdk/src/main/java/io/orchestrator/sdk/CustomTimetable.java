package io.orchestrator.sdk;

import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * A schedule in Java, for what no other one can say: the closing times of a market, the phases of the moon.
 *
 * <p>The server never runs it. It asks for slots ahead in a JVM of its own, when the bundle is described and whenever they run
 * out, and keeps what it was told. So the answer may depend on nothing but the instant that it is asked about and what the
 * bundle brings along. Code that throws, does not answer within ten seconds, or goes back in time is an error on the DAG's
 * page; the slots that are known stay, and it is asked again later.
 *
 * @param description what people read instead of an expression, 1 to 200 characters
 * @param zone where people look at a clock for it
 */
public record CustomTimetable(String description, ZoneId zone, NextSlot next) implements Schedule {

    private static final int LONGEST_DESCRIPTION = 200;

    public CustomTimetable {
        Checks.name("description of the custom timetable", description, LONGEST_DESCRIPTION);
    }

    /**
     * @param description such as {@code half an hour after the stock exchange closes}
     * @param zone an IANA zone id such as {@code Europe/Berlin}
     */
    public static CustomTimetable of(String description, String zone, NextSlot next) {
        return new CustomTimetable(description, Checks.zone(zone), next);
    }

    /** Tells one slot after the other. */
    @FunctionalInterface
    public interface NextSlot {

        /**
         * The first slot after an instant.
         *
         * @param instant exclusive; any instant, also one that is no slot
         * @return null: there is none any more
         */
        @Nullable
        Instant after(Instant instant) throws Exception;
    }
}
