package io.orchestrator.runner;

import io.orchestrator.protocol.graph.SlotAnswer;
import io.orchestrator.protocol.graph.SlotQuestion;
import io.orchestrator.sdk.CustomTimetable;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks one timetable in Java for slots, on a thread of its own: user code may throw, hang, or give nonsense. */
public final class SlotAsk {

    /** So long all timetables of a bundle together have for their answers; who starts this JVM says it. */
    static final Duration LIMIT = Duration.ofMillis(Long.getLong("orchestrator.timetable.millis", 10_000));

    /** Slots are kept in columns that take no later one. */
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private static final int KEPT_BEFORE = 2;

    private final SlotQuestion question;
    private final CustomTimetable timetable;
    private final Thread thread;
    private final Deque<Instant> slots = new ArrayDeque<>();
    private Instant last;
    private boolean ended;
    private @Nullable String error;

    private SlotAsk(SlotQuestion question, CustomTimetable timetable) {
        this.question = question;
        this.timetable = timetable;
        this.last = question.after();
        this.thread = Thread.ofPlatform().name("timetable").daemon().unstarted(this::askAll);
    }

    static SlotAsk start(SlotQuestion question, CustomTimetable timetable) {
        SlotAsk ask = new SlotAsk(question, timetable);
        ask.thread.start();
        return ask;
    }

    /** Asks on the caller's thread, which the timetable may hold up for ever. */
    public static SlotAnswer here(SlotQuestion question, CustomTimetable timetable) {
        SlotAsk ask = new SlotAsk(question, timetable);
        ask.askAll();
        return ask.soFar(null);
    }

    private void askAll() {
        boolean more = true;
        while (more) {
            more = askOne();
        }
    }

    private boolean askOne() {
        Instant after = last();
        Instant next;
        try {
            next = timetable.next().after(after);
        } catch (Throwable thrown) {
            return fail("threw " + Throwables.sentence(thrown) + " when it was asked for the slot after " + after
                    + "; mend the code and deploy the bundle again");
        }
        if (next == null || question.until() != null && next.isAfter(question.until())) {
            return end();
        }
        Instant slot = next.truncatedTo(ChronoUnit.MICROS);
        if (!slot.isAfter(after)) {
            return fail("went back in time: asked for the slot after " + after + " it gave " + next
                    + "; expected a later instant, or null if there is none");
        }
        if (slot.isAfter(LATEST)) {
            return fail("gave the slot " + next + "; expected one up to the year 9999, or null if there is none");
        }
        return take(slot);
    }

    private synchronized Instant last() {
        return last;
    }

    private synchronized boolean take(Instant slot) {
        last = slot;
        slots.add(slot);
        boolean before = !slot.isAfter(question.from());
        while (before && slots.size() > KEPT_BEFORE) {
            slots.remove();
        }
        return slots.size() < SlotAnswer.MOST;
    }

    private synchronized boolean end() {
        ended = true;
        return false;
    }

    private synchronized boolean fail(String what) {
        error = "the timetable of DAG '" + question.dagId() + "' " + what;
        return false;
    }

    /**
     * Waits for the answer.
     *
     * @param limit what is known by then is the answer, with an error; the thread goes on if it does not heed interruption
     */
    SlotAnswer answer(Duration limit) throws InterruptedException {
        if (thread.join(limit.isPositive() ? limit : Duration.ofMillis(1))) {
            return soFar(null);
        }
        thread.interrupt();
        return soFar("the timetable of DAG '" + question.dagId() + "' has not answered within " + LIMIT.toMillis()
                + " ms when it was asked for the slot after " + last()
                + "; it must compute its slots, not wait, connect or loop");
    }

    private synchronized SlotAnswer soFar(@Nullable String late) {
        return new SlotAnswer(question.after(), List.copyOf(slots), ended, late == null ? error : late);
    }
}
