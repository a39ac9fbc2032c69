package io.orchestrator.sdk;

import java.lang.reflect.Type;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One task of a {@link Dag}, checked. For what runs DAGs; an author has {@link Task}.
 *
 * @param description Markdown, or null
 * @param group the innermost group it is in, or null
 * @param arguments of its code, in order
 * @param after the ids of tasks that must only come before; none of them in {@link #inputs()}
 * @param outputType the generic type of the output, of a mapped task that of one instance; null: it has none
 * @param timeout how long one attempt may run, or null
 * @param requires what a worker must have to take it
 * @param flow what decides on it
 * @param limits what bounds how many of its instances are at workers at once
 * @param outlets what a success of it updates
 */
public record TaskDefinition(
        String id,
        @Nullable String description,
        @Nullable String group,
        List<TaskArgument> arguments,
        List<String> after,
        @Nullable Type outputType,
        Flow flow,
        Retry retry,
        List<ExceptionRule> exceptions,
        @Nullable Duration timeout,
        String queue,
        List<String> requires,
        int priority,
        WeightRule weightRule,
        Limits limits,
        Jvm jvm,
        Hooks hooks,
        List<AssetUse> outlets,
        TaskCode code) {

    public TaskDefinition {
        arguments = List.copyOf(arguments);
        after = List.copyOf(after);
        exceptions = List.copyOf(exceptions);
        requires = List.copyOf(requires);
        outlets = List.copyOf(outlets);
    }

    /** The ids of the tasks whose outputs are arguments, in order. */
    public List<String> inputs() {
        return arguments.stream()
                .filter(TaskArgument.Output.class::isInstance)
                .map(argument -> ((TaskArgument.Output) argument).taskId())
                .toList();
    }

    /** The assets whose events it takes, and the datasets that it reads. */
    public List<AssetUse> inlets() {
        return arguments.stream()
                .<AssetUse>flatMap(argument -> switch (argument) {
                    case TaskArgument.GivenEvents events -> Stream.ofNullable(events.of());
                    case TaskArgument.GivenVersion version -> Stream.of(version.of());
                    case TaskArgument.GivenHistory history -> Stream.of(history.of());
                    default -> Stream.empty();
                })
                .distinct()
                .toList();
    }

    public TriggerRule rule() {
        return flow.rule();
    }

    /**
     * What decides on a task beside the run.
     *
     * @param past that it depends on the run before, or null
     * @param decision that it decides on the tasks after it, or null
     * @param mapping what it is mapped over by itself; empty: nothing
     * @param label what pages call an instance that is mapped, with {@code {{task_id}}}, {@code {{map_index}}} and {@code
     *     {{map_name}}}, or null: as its code does
     * @param poking that it is a sensor, or null
     * @param engineWait what the engine does in the place of its code, or null
     */
    public record Flow(
            TriggerRule rule,
            Role role,
            @Nullable Past past,
            @Nullable Decision decision,
            List<ElementSource> mapping,
            @Nullable String label,
            @Nullable Poking poking,
            @Nullable EngineWait engineWait) {
        public Flow {
            mapping = List.copyOf(mapping);
        }
    }

    /** What a task is to the tasks around it. */
    public enum Role {
        WORK,
        SETUP,
        TEARDOWN,
        /** A teardown whose failure fails the run. */
        DECIDING_TEARDOWN
    }

    /** That a task depends on the run before. */
    public record Past(boolean waitForDownstream, boolean beforeSkipping) {}

    /** That a task decides which of the tasks after it are skipped. */
    public sealed interface Decision {

        /**
         * @param choices which tasks and groups each value of the output chooses; values as their text in JSON
         * @param otherwise what any other value chooses, or null: another value fails the task
         */
        record Branch(
                Map<String, List<String>> choices, @Nullable List<String> otherwise) implements Decision {
            public Branch {
                Map<String, List<String>> copy = new LinkedHashMap<>();
                choices.forEach((value, steps) -> copy.put(value, List.copyOf(steps)));
                choices = copy;
            }
        }

        /** @param everything true: all tasks after it, whatever their rules */
        record ShortCircuit(boolean everything) implements Decision {}

        /** The engine itself answers a question about the time; the task has no code. */
        record Clock(ClockQuestion question, Branch branch) implements Decision {}

        /** The engine itself decides; the task has no code. */
        record LatestOnly() implements Decision {}
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

    /** What follows when an exception of some type is thrown. */
    public record ExceptionRule(Class<? extends Throwable> type, Response response) {

        /** What follows. */
        public sealed interface Response {}

        public record Retry(Duration delay) implements Response {}

        public record Fail() implements Response {}

        public record Skip() implements Response {}
    }

    /** What is called when an attempt has ended; null: nothing. */
    public record Hooks(
            @Nullable TaskHook<@Nullable Object> onSuccess,
            @Nullable TaskHook<Throwable> onFailure,
            @Nullable TaskHook<Throwable> onRetry,
            @Nullable TaskHook<String> onSkip) {}

    /**
     * What bounds how many instances of a task are at workers at once.
     *
     * @param pool whose slots each of them takes
     * @param poolSlots how many of them one takes
     * @param inDag how many there may be in all runs, or null
     * @param inRun how many there may be in one run, or null
     */
    public record Limits(
            String pool,
            int poolSlots,
            @Nullable Integer inDag,
            @Nullable Integer inRun) {}

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
