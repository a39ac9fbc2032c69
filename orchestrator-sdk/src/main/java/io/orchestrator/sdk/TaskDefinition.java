package io.orchestrator.sdk;

import java.lang.reflect.Type;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One task of a {@link Dag}, checked. For what runs DAGs; an author has {@link Task}.
 *
 * @param description Markdown, or null
 * @param inputs the ids of the tasks whose outputs are the arguments, in order
 * @param after the ids of tasks that must only come before; none of them in {@code inputs}
 * @param outputType the generic type of the output, or null: the task has none
 * @param timeout how long one attempt may run, or null
 */
public record TaskDefinition(
        String id,
        @Nullable String description,
        List<String> inputs,
        List<String> after,
        TriggerRule rule,
        @Nullable Type outputType,
        Retry retry,
        @Nullable Duration timeout,
        String queue,
        int priority,
        Jvm jvm,
        TaskCode code) {

    public TaskDefinition {
        inputs = List.copyOf(inputs);
        after = List.copyOf(after);
    }

    /**
     * How a failed attempt is repeated.
     *
     * @param retries how many attempts may follow the first
     * @param delay the wait before the first retry
     * @param factor what the delay is multiplied with for each further retry; 1 is a fixed delay
     * @param maxDelay what a growing delay is capped at
     * @param jitter whether the delay is spread
     */
    public record Retry(int retries, Duration delay, double factor, Duration maxDelay, boolean jitter) {

        static final Retry NONE = new Retry(0, Duration.ofMinutes(5), 1.0, Duration.ofHours(24), false);
    }

    /**
     * The JVM that the task runs in.
     *
     * @param heapMegabytes the heap's upper bound, or null: the worker's default
     * @param fresh whether each attempt has a JVM of its own
     */
    public record Jvm(@Nullable Integer heapMegabytes, List<String> options, boolean fresh) {

        static final Jvm WARM = new Jvm(null, List.of(), false);

        public Jvm {
            options = List.copyOf(options);
        }
    }
}
