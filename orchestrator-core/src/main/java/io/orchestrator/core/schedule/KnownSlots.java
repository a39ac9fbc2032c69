package io.orchestrator.core.schedule;

import io.orchestrator.protocol.graph.SlotAnswer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the slots of a timetable in Java.
 *
 * @param build the bundle build whose code was asked
 * @param after from here on, exclusive, they are known
 * @param slots in order; the first may be {@code after} itself
 * @param ended there is none after them
 * @param error a sentence: what went wrong when it was asked last, or null
 * @param failures how often in a row it has gone wrong
 */
public record KnownSlots(
        String dagId,
        String build,
        Instant after,
        List<Instant> slots,
        boolean ended,
        @Nullable String error,
        int failures,
        Instant askedAt) {

    /** When fewer than so many are left, it is time to ask for more. */
    private static final int FEW = 20;

    private static final int LONGEST_ERROR = 4_000;
    private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    public KnownSlots {
        slots = List.copyOf(slots);
    }

    /**
     * @param answer may be anything: user code gave it
     * @param afterIsSlot what was asked about is a slot itself
     * @param before what was known until now, or null; where the answer is an error and does not get as far, it stays
     */
    public static KnownSlots of(
            String dagId,
            String build,
            SlotAnswer answer,
            boolean afterIsSlot,
            @Nullable KnownSlots before,
            Instant now) {
        NavigableSet<Instant> slots = new TreeSet<>(answer.slots()).tailSet(answer.after(), false);
        if (answer.error() == null) {
            return new KnownSlots(
                    dagId, build, answer.after(), with(answer, afterIsSlot, slots), answer.ended(), null, 0, now);
        }
        String error = answer.error().length() > LONGEST_ERROR
                ? answer.error().substring(0, LONGEST_ERROR) + " ..."
                : answer.error();
        int failures = before == null ? 1 : before.failures + 1;
        Instant last = slots.isEmpty() ? answer.after() : slots.last();
        return before != null && before.build.equals(build) && before.reaches(last)
                ? new KnownSlots(dagId, build, before.after, before.slots, before.ended, error, failures, now)
                : new KnownSlots(
                        dagId, build, answer.after(), with(answer, afterIsSlot, slots), false, error, failures, now);
    }

    private static List<Instant> with(SlotAnswer answer, boolean afterIsSlot, NavigableSet<Instant> slots) {
        List<Instant> all = new ArrayList<>(slots);
        if (afterIsSlot) {
            all.addFirst(answer.after());
        }
        return all;
    }

    private boolean reaches(Instant last) {
        return !slots.isEmpty() && !slots.getLast().isBefore(last);
    }

    /** Whether the first slot after an instant is known, or that there is none. */
    public boolean covers(Instant instant) {
        return !after.isAfter(instant) && (ended || left(instant) > 0);
    }

    private int left(Instant instant) {
        int left = 0;
        for (int i = slots.size() - 1; i >= 0 && slots.get(i).isAfter(instant); i--) {
            left++;
        }
        return left;
    }

    /** Whether the timetable has to be asked for more, to go on after an instant. After a failure that is not at once. */
    boolean wantsMore(Instant instant, Instant now) {
        boolean enough = covers(instant) && (ended || left(instant) >= FEW);
        return !enough && !askedAt.plus(pause()).isAfter(now);
    }

    private Duration pause() {
        if (failures == 0) {
            return Duration.ZERO;
        }
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(failures - 1, 10));
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }
}
