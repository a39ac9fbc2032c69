package io.orchestrator.sdk;

import java.util.List;

/** Whenever one of several schedules is due; where two are due at the same instant, there is one run. */
public record AnyOf(List<Schedule> schedules) implements Schedule {

    public AnyOf {
        schedules = List.copyOf(schedules);
        if (schedules.isEmpty()) {
            throw DagDefinitionException.of("AnyOf has no schedule; give it one or more");
        }
        for (Schedule schedule : schedules) {
            Checks.fires("AnyOf", schedule);
        }
    }

    public static AnyOf of(Schedule... schedules) {
        return new AnyOf(List.of(schedules));
    }

    /** Several cron expressions in one zone. */
    public static AnyOf crons(String zone, String... expressions) {
        return new AnyOf(List.of(expressions).stream()
                .map(expression -> (Schedule) Cron.of(expression, zone))
                .toList());
    }
}
