package io.orchestrator.core.engine;

import io.orchestrator.core.task.Awaited;
import io.orchestrator.core.task.TaskInstance;
import io.orchestrator.core.task.TaskState;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The task instances of this server's runs that wait for runs of other DAGs, by the DAG that they wait for. */
final class Awaiters {

    /** An instance, by its number in its run. */
    record Awaiter(long runKey, int number) {}

    private final Map<String, Map<Awaiter, Awaited>> byDag = new HashMap<>();
    private final Map<Awaiter, Awaited> all = new HashMap<>();
    private final Set<String> due = new LinkedHashSet<>();

    /** An instance is as it is now. */
    void place(int number, TaskInstance instance) {
        Awaiter awaiter = new Awaiter(instance.runKey(), number);
        Awaited wanted = wanted(instance);
        Awaited before = wanted == null ? all.remove(awaiter) : all.put(awaiter, wanted);
        if (before != null && !before.equals(wanted)) {
            remove(before.dagId(), awaiter);
        }
        if (wanted != null && !wanted.equals(before)) {
            due.add(wanted.dagId());
        }
        if (wanted != null) {
            byDag.computeIfAbsent(wanted.dagId(), first -> new LinkedHashMap<>())
                    .put(awaiter, wanted);
        }
    }

    private static @Nullable Awaited wanted(TaskInstance instance) {
        return instance.state() == TaskState.DEFERRED && instance.waiting() != null
                ? instance.waiting().run()
                : null;
    }

    private void remove(String dagId, Awaiter awaiter) {
        Map<Awaiter, Awaited> waiting = byDag.get(dagId);
        if (waiting != null && waiting.remove(awaiter) != null && waiting.isEmpty()) {
            byDag.remove(dagId);
        }
    }

    /** @param size one more than the highest number of an instance of the run */
    void forget(long runKey, int size) {
        for (int number = 0; number < size && !all.isEmpty(); number++) {
            Awaiter awaiter = new Awaiter(runKey, number);
            Awaited before = all.remove(awaiter);
            if (before != null) {
                remove(before.dagId(), awaiter);
            }
        }
    }

    /** A run of a DAG is there, or has moved: who waits for it has to be looked at in the next turn. */
    void moved(String dagId) {
        if (byDag.containsKey(dagId)) {
            due.add(dagId);
        }
    }

    boolean isDue() {
        return !due.isEmpty();
    }

    /**
     * The DAGs whose runs have moved, or else all whose runs are waited for.
     *
     * @param all those of other servers may have moved too
     */
    List<String> takeDue(boolean all) {
        List<String> taken = List.copyOf(all ? byDag.keySet() : due);
        due.clear();
        return taken;
    }

    /** Whether an instance still waits for this run. */
    boolean waits(Awaiter awaiter, Awaited run) {
        return run.equals(all.get(awaiter));
    }

    /** The instances that wait for runs of a DAG. */
    List<Map.Entry<Awaiter, Awaited>> of(String dagId) {
        return List.copyOf(byDag.getOrDefault(dagId, Map.of()).entrySet());
    }

    void clear() {
        due.clear();
        byDag.clear();
        all.clear();
    }
}
