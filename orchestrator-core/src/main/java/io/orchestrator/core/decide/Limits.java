package io.orchestrator.core.decide;

import io.orchestrator.core.pool.Pool;
import io.orchestrator.protocol.graph.LimitSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How many more instances may be at workers: of a run, of a task, in a pool. What is granted counts at once. */
public final class Limits {

    private final Counts counts;
    private final Map<Object, Integer> granted = new HashMap<>();

    /**
     * What bounds an instance.
     *
     * @param maxInRun how many instances of its run may be at workers
     */
    public record Bounds(String dagId, String taskId, LimitSpec limits, int maxInRun) {}

    /** What is at workers by now. */
    public interface Counts {

        Bounds bounds(ReadyTask task);

        int ofRun(long runKey);

        int ofTask(String dagId, String taskId);

        int ofTaskInRun(long runKey, String taskId);

        /** A pool, or null: there is none of that name. */
        @Nullable
        Pool pool(String name);

        /** The slots of a pool that are taken, by all servers. */
        int usedOfPool(String name);
    }

    private record Run(long runKey) {}

    private record TaskOfDag(String dagId, String taskId) {}

    private record TaskOfRun(long runKey, String taskId) {}

    private record Slots(String pool) {}

    public Limits(Counts counts) {
        this.counts = counts;
    }

    /** Why an instance may not be at a worker although there is a place, or null: it may. */
    public @Nullable Blocker blocker(ReadyTask task) {
        Bounds bounds = counts.bounds(task);
        if (counts.ofRun(task.runKey()) + granted(new Run(task.runKey())) >= bounds.maxInRun()) {
            return new LimitBlocker.MaxActiveTasks(bounds.maxInRun(), List.of());
        }
        Integer inDag = bounds.limits().inDag();
        if (inDag != null
                && counts.ofTask(bounds.dagId(), bounds.taskId())
                                + granted(new TaskOfDag(bounds.dagId(), bounds.taskId()))
                        >= inDag) {
            return new LimitBlocker.MaxActiveOfTask(bounds.taskId(), inDag, false);
        }
        Integer inRun = bounds.limits().inRun();
        if (inRun != null
                && counts.ofTaskInRun(task.runKey(), bounds.taskId())
                                + granted(new TaskOfRun(task.runKey(), bounds.taskId()))
                        >= inRun) {
            return new LimitBlocker.MaxActiveOfTask(bounds.taskId(), inRun, true);
        }
        return ofPool(bounds.limits());
    }

    private @Nullable Blocker ofPool(LimitSpec limits) {
        Pool pool = counts.pool(limits.pool());
        if (pool == null) {
            return new LimitBlocker.NoPool(limits.pool());
        }
        if (!pool.isLimited()) {
            return null;
        }
        if (limits.slots() > pool.slots()) {
            return new LimitBlocker.PoolTooSmall(pool.name(), pool.slots(), limits.slots());
        }
        int free = pool.slots() - counts.usedOfPool(pool.name()) - granted(new Slots(pool.name()));
        return limits.slots() > free
                ? new LimitBlocker.PoolFull(pool.name(), pool.slots(), Math.max(0, free), limits.slots())
                : null;
    }

    /** An instance is granted a place. */
    public void take(ReadyTask task) {
        Bounds bounds = counts.bounds(task);
        grant(new Run(task.runKey()), 1);
        grant(new TaskOfDag(bounds.dagId(), bounds.taskId()), 1);
        grant(new TaskOfRun(task.runKey(), bounds.taskId()), 1);
        grant(new Slots(bounds.limits().pool()), bounds.limits().slots());
    }

    private int granted(Object what) {
        return granted.getOrDefault(what, 0);
    }

    private void grant(Object what, int number) {
        granted.merge(what, number, Integer::sum);
    }
}
