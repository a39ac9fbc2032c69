package io.orchestrator.core.decide;

import io.orchestrator.core.task.TaskInstance;
import io.orchestrator.core.task.TaskState;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The instances that wait and have to be looked at again, because something changed that they wait for. */
final class Unsettled {

    private final RunSnapshot run;
    private final LinkedHashSet<Integer> numbers = new LinkedHashSet<>();
    private final LinkedHashSet<Integer> tasks = new LinkedHashSet<>();
    private final LinkedHashSet<Integer> lists = new LinkedHashSet<>();
    private final LinkedHashSet<Integer> deciders = new LinkedHashSet<>();

    Unsettled(RunSnapshot run) {
        this.run = run;
    }

    /** Everything that waits, as when a run starts. */
    void addAll() {
        for (int task = 0; task < run.graph().size(); task++) {
            tasks.add(task);
            if (run.graph().mapping(task) != null) {
                lists.add(task);
            }
        }
    }

    /** An instance has another state: it waits anew itself, or others may have waited for its end. */
    void changed(int number, TaskInstance after) {
        if (after.state() == TaskState.NONE) {
            numbers.add(number);
            if (after.mapIndex() >= 0) {
                // The list may have become too short for it meanwhile.
                lists.add(run.taskOf(number));
            }
        }
        if (!after.state().isFinal()) {
            return;
        }
        int task = run.taskOf(number);
        for (int follower : run.graph().downstream(task, false)) {
            tasks.add(follower);
        }
        for (int follower : run.graph().downstream(task, true)) {
            int partner = run.numberOf(follower, after.mapIndex());
            if (partner >= 0) {
                numbers.add(partner);
            }
        }
        for (int consumer : run.graph().mapConsumers(task)) {
            tasks.add(consumer);
            lists.add(consumer);
        }
        if (run.graph().isSetup(task)) {
            addAfter(task);
        }
        if (after.result() != null && run.graph().task(task).control().decision() != null) {
            deciders.add(number);
            addAfter(task);
        }
    }

    /** A list has become known: what stands for the same list later in its group may have waited for what stood for it here. */
    void expanded(int task) {
        for (int after : run.graph().reach(Set.of(task), true)) {
            int standIn = after == task || !run.graph().mappedTogether(task, after)
                    ? -1
                    : run.numberOf(after, TaskInstance.UNMAPPED);
            if (standIn >= 0) {
                numbers.add(standIn);
            }
        }
    }

    private void addAfter(int task) {
        for (int after : run.graph().reach(Set.of(task), true)) {
            if (after != task) {
                tasks.add(after);
            }
        }
    }

    /** The number of an instance that has decided on others, or -1. */
    int nextDecider() {
        return deciders.isEmpty() ? -1 : deciders.removeFirst();
    }

    /** A task whose list may have another length now, or -1. */
    int nextList() {
        return lists.isEmpty() ? -1 : lists.removeFirst();
    }

    /** The next instances to be looked at; empty: nothing is left. */
    List<Integer> next() {
        while (!numbers.isEmpty() || !tasks.isEmpty()) {
            List<Integer> found = numbers.isEmpty()
                    ? waiting(run.numbersOf(tasks.removeFirst()))
                    : waiting(List.of(numbers.removeFirst()));
            if (!found.isEmpty()) {
                return found;
            }
        }
        return List.of();
    }

    private List<Integer> waiting(List<Integer> some) {
        return some.stream()
                .filter(number -> {
                    TaskInstance instance = run.find(number);
                    return instance != null && instance.state() == TaskState.NONE;
                })
                .toList();
    }
}
