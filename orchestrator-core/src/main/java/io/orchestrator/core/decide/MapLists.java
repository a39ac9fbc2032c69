package io.orchestrator.core.decide;

import io.orchestrator.core.task.TaskInstance;
import io.orchestrator.core.task.TaskResult;
import io.orchestrator.core.task.TaskState;
import io.orchestrator.protocol.graph.MapSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The lists that tasks are mapped over: whether they are there, and how long they are. */
public final class MapLists {

    /** More instances of one task in one run are refused. */
    public static final int MOST_INSTANCES = 100_000;

    private MapLists() {}

    /** What the tasks that give the lists say about a task mapped over them. */
    public enum Sources {
        /** All lists are there. */
        READY,
        /** One is not there yet. */
        UNFINISHED,
        SKIPPED,
        FAILED,
        /** One will never be there, and nothing says why. */
        REMOVED
    }

    /**
     * A source that failed comes before one that was skipped, whatever else is still unfinished.
     *
     * @param states one per source
     */
    public static Sources judge(List<TaskState> states) {
        Sources worst = Sources.READY;
        for (TaskState state : states) {
            Sources one = switch (state) {
                case SUCCESS -> Sources.READY;
                case FAILED, UPSTREAM_FAILED -> Sources.FAILED;
                case SKIPPED -> Sources.SKIPPED;
                case REMOVED -> Sources.REMOVED;
                case NONE, SCHEDULED, QUEUED, RUNNING, RESTARTING, UP_FOR_RETRY, UP_FOR_RESCHEDULE, DEFERRED ->
                    Sources.UNFINISHED;
            };
            worst = rank(one) > rank(worst) ? one : worst;
        }
        return worst;
    }

    private static int rank(Sources sources) {
        return switch (sources) {
            case READY -> 0;
            case UNFINISHED -> 1;
            case REMOVED -> 2;
            case SKIPPED -> 3;
            case FAILED -> 4;
        };
    }

    /**
     * What a mapped task becomes if its sources have ended badly; a state that tells of something worse stays.
     *
     * @return nothing if the state stays
     */
    public static Optional<TaskState> ending(TaskState now, Sources sources) {
        boolean failed = now.isFailure();
        return switch (sources) {
            case FAILED -> failed ? Optional.empty() : Optional.of(TaskState.UPSTREAM_FAILED);
            case SKIPPED -> failed || now == TaskState.SKIPPED ? Optional.empty() : Optional.of(TaskState.SKIPPED);
            case READY, UNFINISHED, REMOVED -> Optional.empty();
        };
    }

    /** The sources of a mapped task. One that is mapped itself gives the outputs of those of its instances that succeeded. */
    static Sources judge(RunSnapshot run, int task) {
        return judge(Arrays.stream(run.graph().mapSources(task))
                .mapToObj(source -> stateOf(run, source))
                .toList());
    }

    private static TaskState stateOf(RunSnapshot run, int source) {
        UpstreamCounts counts = run.states(source);
        if (counts.unfinished() > 0) {
            return TaskState.NONE;
        }
        if (counts.success() > 0 || counts.total() == 0) {
            return TaskState.SUCCESS;
        }
        if (counts.failed() + counts.upstreamFailed() > 0) {
            return TaskState.FAILED;
        }
        boolean shrunk = run.graph().mapping(source) != null && counts.skipped() == 0;
        return counts.skipped() > 0 || shrunk ? TaskState.SKIPPED : TaskState.REMOVED;
    }

    /** How many instances a mapped task has to have. Its sources are ready. */
    static long length(RunSnapshot run, int task) {
        MapSpec mapping = run.graph().mapping(task);
        return mapping == null
                ? 1
                : length(mapping, id -> lengthOf(run, run.graph().indexOf(id)));
    }

    /** How many elements an output has; 0 if it is not known, as when a task was marked a success that never ran. */
    public static int lengthOf(RunSnapshot run, int source) {
        if (run.graph().mapping(source) != null) {
            return run.elements(source).success();
        }
        List<Integer> numbers = run.numbersOf(source);
        TaskInstance instance = numbers.isEmpty() ? null : run.instance(numbers.getFirst());
        TaskResult result = instance == null ? null : instance.result();
        return result == null || result.length() == null ? 0 : result.length();
    }

    /** How the length of a task's list is found. */
    public interface Lengths {
        int of(String taskId);
    }

    /** The product of the sources' lengths. */
    public static long length(MapSpec mapping, Lengths lengths) {
        long product = 1;
        for (MapSpec.Source source : mapping.sources()) {
            product = Math.min(Integer.MAX_VALUE, product * length(source, lengths));
        }
        return product;
    }

    private static long length(MapSpec.Source source, Lengths lengths) {
        return switch (source) {
            case MapSpec.Output output -> lengths.of(output.taskId());
            case MapSpec.Values values -> values.values().size();
            case MapSpec.Concat concat ->
                concat.sources().stream()
                        .mapToLong(inner -> length(inner, lengths))
                        .sum();
            case MapSpec.Zip zip -> {
                var inner = zip.sources().stream().mapToLong(one -> length(one, lengths));
                yield (zip.fill() == null ? inner.min() : inner.max()).orElse(0);
            }
            case MapSpec.Onto onto -> length(onto.source(), lengths);
        };
    }

    /** The number of instances if the author wrote all elements down, so that a run has them from the start. */
    public static OptionalInt writtenDown(MapSpec mapping) {
        long length = isWrittenDown(mapping.sources()) ? length(mapping, id -> 0) : -1;
        return length > 0 && length <= MOST_INSTANCES ? OptionalInt.of((int) length) : OptionalInt.empty();
    }

    private static boolean isWrittenDown(List<MapSpec.Source> sources) {
        return sources.stream().allMatch(source -> switch (source) {
            case MapSpec.Output output -> false;
            case MapSpec.Values values -> true;
            case MapSpec.Zip zip -> isWrittenDown(zip.sources());
            case MapSpec.Concat concat -> isWrittenDown(concat.sources());
            case MapSpec.Onto onto -> isWrittenDown(List.of(onto.source()));
        });
    }
}
