package io.orchestrator.core.decide;

import io.orchestrator.core.pool.Pool;
import io.orchestrator.protocol.graph.LimitSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is at workers, as a test says. Unless it says more there is one default pool without limit, and nothing is bounded. */
public final class TestLimits implements Limits.Counts {

    private record TaskOfRun(long runKey, String taskId) {}

    private final Map<String, Pool> pools = new HashMap<>();
    private final Map<String, Integer> used = new HashMap<>();
    private final Map<ReadyTask, Limits.Bounds> bounds = new HashMap<>();
    private final Map<Long, Integer> ofRuns = new HashMap<>();
    private final Map<String, Integer> ofTasks = new HashMap<>();
    private final Map<TaskOfRun, Integer> ofTasksInRuns = new HashMap<>();

    public TestLimits() {
        pool(LimitSpec.DEFAULT_POOL, -1);
    }

    /** Nobody has had anything yet. */
    public static Shares.Round firstRound() {
        return new Shares(ShareSettings.DEFAULT).round(Map.of(), List.of());
    }

    public TestLimits pool(String name, int slots) {
        pools.put(name, new Pool(name, slots, null, false));
        return this;
    }

    public TestLimits bound(ReadyTask task, Limits.Bounds by) {
        bounds.put(task, by);
        return this;
    }

    /** An instance that is at a worker. */
    public TestLimits atWorker(long runKey, String dagId, String taskId, String pool, int slots) {
        ofRuns.merge(runKey, 1, Integer::sum);
        ofTasks.merge(dagId + "/" + taskId, 1, Integer::sum);
        ofTasksInRuns.merge(new TaskOfRun(runKey, taskId), 1, Integer::sum);
        used.merge(pool, slots, Integer::sum);
        return this;
    }

    @Override
    public Limits.Bounds bounds(ReadyTask task) {
        return bounds.getOrDefault(task, new Limits.Bounds("dag", "task", LimitSpec.PLAIN, Integer.MAX_VALUE));
    }

    @Override
    public int ofRun(long runKey) {
        return ofRuns.getOrDefault(runKey, 0);
    }

    @Override
    public int ofTask(String dagId, String taskId) {
        return ofTasks.getOrDefault(dagId + "/" + taskId, 0);
    }

    @Override
    public int ofTaskInRun(long runKey, String taskId) {
        return ofTasksInRuns.getOrDefault(new TaskOfRun(runKey, taskId), 0);
    }

    @Override
    public @Nullable Pool pool(String name) {
        return pools.get(name);
    }

    @Override
    public int usedOfPool(String name) {
        return used.getOrDefault(name, 0);
    }
}
