package io.orchestrator.core.decide;

import java.util.Comparator;

/**
 * A scheduled task instance that waits for a slot.
 *
 * @param number of the instance in its run
 * @param line where it waits
 */
public record ReadyTask(long runKey, int number, Line line, int priority) implements Comparable<ReadyTask> {

    private static final Comparator<ReadyTask> ORDER = Comparator.comparingInt(ReadyTask::priority)
            .reversed()
            .thenComparingLong(ReadyTask::runKey)
            .thenComparingInt(ReadyTask::number);

    public Need need() {
        return line.need();
    }

    public Holder holder() {
        return line.holder();
    }

    /** After every task of the same run and priority. */
    ReadyTask lastOfRun() {
        return new ReadyTask(runKey, Integer.MAX_VALUE, line, priority);
    }

    /** The heavier first, then the older run, then the earlier instance. */
    @Override
    public int compareTo(ReadyTask other) {
        return ORDER.compare(this, other);
    }
}
