package io.orchestrator.core.decide;

import java.util.Comparator;

/**
 * A scheduled task instance that waits for a slot.
 *
 * @param task its number in the graph
 */
public record ReadyTask(long runKey, int task, String queue, int priority) implements Comparable<ReadyTask> {

    private static final Comparator<ReadyTask> ORDER = Comparator.comparingInt(ReadyTask::priority)
            .reversed()
            .thenComparingLong(ReadyTask::runKey)
            .thenComparingInt(ReadyTask::task);

    /** After every task of the same run and priority. */
    ReadyTask lastOfRun() {
        return new ReadyTask(runKey, Integer.MAX_VALUE, queue, priority);
    }

    /** The heavier first, then the older run, then the earlier task. */
    @Override
    public int compareTo(ReadyTask other) {
        return ORDER.compare(this, other);
    }
}
