package io.orchestrator.sdk;

import java.util.List;

/**
 * A schedule without the instants that are excluded.
 *
 * <p>With data intervals it is the beginning of an interval that counts: a run is left out if what it is about began on an
 * excluded day.
 */
public record Except(Schedule schedule, List<Exclusion> exclusions) implements Schedule {

    public Except {
        exclusions = List.copyOf(exclusions);
        Checks.fires("except", schedule);
        if (exclusions.isEmpty()) {
            throw DagDefinitionException.of("except excludes nothing; give it a BusinessCalendar or a Cron");
        }
    }
}
