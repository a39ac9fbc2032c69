package io.orchestrator.core.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** Instants at which something in a run has to be looked at. Backed by rows; a timer that is out of date changes nothing. */
final class Timers {

    /** The task number of a timer for the run itself. */
    static final int RUN = -1;

    /** The task number of a timer for a deadline of the run. */
    static final int DEADLINE = -2;

    /**
     * @param task the number of the instance whose retry is due or whose wait is over, {@link #RUN}: the run's timeout, or
     *     {@link #DEADLINE}
     */
    record Timer(Instant at, long runKey, int task) implements Comparable<Timer> {
        @Override
        public int compareTo(Timer other) {
            return at.compareTo(other.at);
        }
    }

    private final PriorityQueue<Timer> queue = new PriorityQueue<>();

    void add(Instant at, long runKey, int task) {
        queue.add(new Timer(at, runKey, task));
    }

    List<Timer> takeDue(Instant now) {
        List<Timer> due = new ArrayList<>();
        Timer first;
        while ((first = queue.peek()) != null && !first.at().isAfter(now)) {
            due.add(queue.remove());
        }
        return due;
    }

    @Nullable
    Instant next() {
        Timer first = queue.peek();
        return first == null ? null : first.at();
    }

    void clear() {
        queue.clear();
    }
}
