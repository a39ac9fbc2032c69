package io.orchestrator.core.decide;

import io.orchestrator.protocol.graph.TaskSpec;
import java.util.Comparator;
import java.util.List;

/**
 * What a task needs to start: a worker that has what it must have, and slots of a pool.
 *
 * @param queue it serves
 * @param capabilities it has all of them
 * @param pool nothing of the worker: who waits for the same pool waits in one line
 */
public record Need(String queue, List<String> capabilities, String pool) implements Comparable<Need> {

    private static final Comparator<Need> ORDER = Comparator.comparing(Need::queue)
            .thenComparing(need -> need.capabilities.size())
            .thenComparing(need -> String.join(" ", need.capabilities))
            .thenComparing(Need::pool);

    public static Need of(TaskSpec task) {
        return new Need(task.queue(), task.requires(), task.limits().pool());
    }

    public boolean isMetBy(List<String> queues, List<String> has) {
        return queues.contains(queue) && has.containsAll(capabilities);
    }

    @Override
    public int compareTo(Need other) {
        return ORDER.compare(this, other);
    }
}
