package io.orchestrator.sdk;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * At instants that are written down, such as a championship's days.
 *
 * @param instants in order, each once; at least one
 * @param manualAtEvents a run by hand with a date is about the last of them before its date
 */
public record Events(List<Instant> instants, boolean manualAtEvents) implements Schedule {

    public Events {
        instants = instants.stream().distinct().sorted().toList();
        if (instants.isEmpty()) {
            throw DagDefinitionException.of("Events has no instant, so that it never fires; give it one or more");
        }
    }

    /** @param instants with their offsets, such as {@code 2026-06-11T19:00:00Z} */
    public static Events at(String... instants) {
        return at(Arrays.stream(instants).map(Events::parse).toList());
    }

    public static Events at(Collection<Instant> instants) {
        return new Events(List.copyOf(instants), false);
    }

    /** A run by hand with a date is about the last event before its date, not about the date itself. */
    public Events forManualRunsToo() {
        return new Events(instants, true);
    }

    private static Instant parse(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw DagDefinitionException.of(
                    "'" + text + "' in Events.at is no instant; write it as 2026-06-11T19:00:00Z");
        }
    }
}
