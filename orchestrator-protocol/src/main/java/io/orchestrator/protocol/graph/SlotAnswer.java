package io.orchestrator.protocol.graph;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The slots that a timetable in Java gave.
 *
 * @param after as asked
 * @param slots in order, each once
 * @param ended there is none after them
 * @param error a sentence: what went wrong after them, or null
 */
public record SlotAnswer(
        Instant after,
        List<Instant> slots,
        boolean ended,
        @Nullable String error) {

    /** So many slots are given at most. */
    public static final int MOST = 200;

    public SlotAnswer {
        slots = slots == null ? List.of() : List.copyOf(slots);
    }
}
