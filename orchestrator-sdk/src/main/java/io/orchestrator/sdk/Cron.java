package io.orchestrator.sdk;

import java.time.ZoneId;

/**
 * A cron expression in a time zone.
 *
 * <p>An expression whose hour field begins with {@code *} follows elapsed time through clock changes. Any other has fixed
 * times, for which {@link #onGap} and {@link #onOverlap} say what a clock change does.
 */
public record Cron(CronExpression expression, ZoneId zone, Gap gap, Overlap overlap) implements Schedule, Exclusion {

    public Cron {
        ClockChanges.refuse(expression, zone, gap, overlap);
    }

    /**
     * @param expression as {@link CronExpression} reads it
     * @param zone an IANA zone id such as {@code Europe/Berlin}
     * @throws DagDefinitionException if the expression is wrong or can never match, or the zone is unknown
     */
    public static Cron of(String expression, String zone) {
        return new Cron(parse(expression), Checks.zone(zone), Gap.RUN_AT_GAP_END, Overlap.FIRST);
    }

    /** At minute 0 of every hour. */
    public static Cron hourly(String zone) {
        return of("@hourly", zone);
    }

    /** At midnight. */
    public static Cron daily(String zone) {
        return of("@daily", zone);
    }

    /** At midnight, when Sunday begins. */
    public static Cron weekly(String zone) {
        return of("@weekly", zone);
    }

    /** At midnight, when a month begins. */
    public static Cron monthly(String zone) {
        return of("@monthly", zone);
    }

    /** At midnight, when a year begins. */
    public static Cron yearly(String zone) {
        return of("@yearly", zone);
    }

    public Cron onGap(Gap policy) {
        return new Cron(expression, zone, policy, overlap);
    }

    public Cron onOverlap(Overlap policy) {
        return new Cron(expression, zone, gap, policy);
    }

    private static CronExpression parse(String expression) {
        try {
            return CronExpression.parse(expression);
        } catch (IllegalArgumentException e) {
            throw DagDefinitionException.of(String.valueOf(e.getMessage()));
        }
    }
}
