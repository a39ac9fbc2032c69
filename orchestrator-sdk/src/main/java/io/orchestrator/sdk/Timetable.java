package io.orchestrator.sdk;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/**
 * A schedule in the author's own code, for what no other kind can say.
 *
 * <p>It runs where bundles are described, never in the server, and is asked for many instants ahead: the same question must
 * always have the same answer, without files or network. What it throws, and a time that is too long, is shown on the DAG's
 * page; until it answers the DAG has no further runs.
 */
public non-sealed interface Timetable extends Schedule {

    /**
     * The first instant after the given one at which a run is due.
     *
     * @return empty: none is
     */
    Optional<Instant> next(Instant after);

    /** A few words for people, such as {@code after each full moon}. */
    default String description() {
        return "a timetable of its own";
    }

    /** Where the preview shows when clocks change, and what dates without an offset mean. */
    default ZoneId zone() {
        return ZoneId.of("UTC");
    }
}
