package io.orchestrator.core.decide;

import io.orchestrator.core.dag.TaskGraph;
import io.orchestrator.core.run.DagRun;
import io.orchestrator.core.task.TaskAttempt;
import io.orchestrator.core.task.TaskInstance;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One run as deciding sees it. Its task instances have numbers that stay while the run is held: that of a task which is not
 * mapped, or whose list is not known yet, is the task's number in the graph; instances of a list's elements have higher ones.
 */
public interface RunSnapshot {

    TaskGraph graph();

    DagRun run();

    /** One more than the highest number. Not every number below has an instance. */
    int size();

    /** The instance with a number, or null: the task has none for this run, or its place was taken by those of a list. */
    @Nullable
    TaskInstance find(int number);

    /** The task of an instance. */
    int taskOf(int number);

    /** The numbers of a task's instances in the order of their map indexes. Not to be changed. */
    List<Integer> numbersOf(int task);

    /** How many instances directly before a task are in which state, but for those of tasks that are mapped together with it. */
    UpstreamCounts upstream(int task);

    /** How many instances of a mapped task are in which state. */
    UpstreamCounts elements(int task);

    /** How many instances are not final. */
    int unfinished();

    /** How many instances are in a state that something will move: at a worker, ready, or waiting for a retry. */
    int active();

    /** An attempt that has not ended, or null. */
    @Nullable
    TaskAttempt openAttempt(UUID attemptId);

    Collection<TaskAttempt> openAttempts();

    /** Whether a task that depends on the run before may start. */
    PastGate.Answer past(int task);

    /** How many instances of a task are in which state. */
    default UpstreamCounts states(int task) {
        return graph().mapping(task) == null
                ? UpstreamCounts.of(numbersOf(task).stream()
                        .map(number -> instance(number).state())
                        .toList())
                : elements(task);
    }

    /** @throws IllegalArgumentException if there is no such instance */
    default TaskInstance instance(int number) {
        TaskInstance instance = number < size() ? find(number) : null;
        if (instance == null) {
            throw new IllegalArgumentException(
                    "run " + run().runId() + " of " + run().dagId() + " has no task instance number " + number);
        }
        return instance;
    }

    /** The number of a task's instance with a map index, or -1 if there is none. */
    default int numberOf(int task, int mapIndex) {
        List<Integer> numbers = numbersOf(task);
        if (mapIndex >= 0
                && mapIndex < numbers.size()
                && instance(numbers.get(mapIndex)).mapIndex() == mapIndex) {
            return numbers.get(mapIndex);
        }
        for (int number : numbers) {
            if (instance(number).mapIndex() == mapIndex) {
                return number;
            }
        }
        return -1;
    }

    /** The number of an instance, or -1 if it is not of this run or of a task that is not in its graph. */
    default int numberOf(String taskId, int mapIndex) {
        return graph().find(taskId).isPresent() ? numberOf(graph().indexOf(taskId), mapIndex) : -1;
    }
}
