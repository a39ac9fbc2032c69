package io.orchestrator.core.decide;

import io.orchestrator.protocol.graph.TaskSpec;
import java.util.Comparator;
import java.util.List;

/**
 * What a worker must have to take a task.
 *
 * @param queue it serves
 * @param capabilities it has all of them
 */
public record Need(String queue, List<String> capabilities) implements Comparable<Need> {

    private static final Comparator<Need> ORDER = Comparator.comparing(Need::queue)
            .thenComparing(need -> need.capabilities.size())
            .thenComparing(need -> String.join(" ", need.capabilities));

    public static Need of(TaskSpec task) {
        return new Need(task.queue(), task.requires());
    }

    public boolean isMetBy(List<String> queues, List<String> has) {
        return queues.contains(queue) && has.containsAll(capabilities);
    }

    @Override
    public int compareTo(Need other) {
        return ORDER.compare(this, other);
    }
}
