package io.orchestrator.core.simulation;

import io.orchestrator.core.engine.EngineStore;
import io.orchestrator.core.engine.TurnWrites;
import io.orchestrator.core.engine.TurnWrites.RunWrites;
import io.orchestrator.core.task.TaskInstance;
import io.orchestrator.core.task.TaskState;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Writes the tasks that a change releases with the next commit; a kill in between loses them. */
final class LateRelease implements Mutant {

    @Override
    public EngineStore store(World world, EngineStore recorded) {
        return new SecondStep(world, recorded);
    }

    private static final class SecondStep extends ForwardingStore {

        private final World world;
        private final Deque<TurnWrites> later = new ArrayDeque<>();

        SecondStep(World world, EngineStore recorded) {
            super(recorded);
            this.world = world;
        }

        @Override
        public CommitResult commit(TurnWrites writes) {
            for (TurnWrites step = later.poll(); step != null; step = later.poll()) {
                if (world.server(step.serverId()) != null) {
                    next.commit(step);
                }
            }
            List<RunWrites> released = writes.runs().stream()
                    .filter(this::releases)
                    .map(this::releasedOnly)
                    .toList();
            if (released.isEmpty()) {
                return next.commit(writes);
            }
            CommitResult result = next.commit(Rewrite.runs(
                    writes, writes.runs().stream().map(this::withoutReleased).toList()));
            if (result.committed()) {
                later.add(Rewrite.runs(writes, released));
            }
            return result;
        }

        private boolean isReleased(RunWrites writes, TaskInstance changed) {
            RunHistory run = world.history().run(writes.run().runKey());
            TaskInstance before = run == null ? null : run.instance(changed.taskId());
            return run != null
                    && before != null
                    && before.state() == TaskState.NONE
                    && changed.state() != TaskState.NONE
                    && writes.run().startedAt() != null
                    && writes.run().startedAt().equals(run.run().startedAt());
        }

        private boolean releases(RunWrites writes) {
            return !writes.created() && writes.instancesChanged().stream().anyMatch(task -> isReleased(writes, task));
        }

        private RunWrites releasedOnly(RunWrites writes) {
            List<TaskInstance> released = writes.instancesChanged().stream()
                    .filter(task -> isReleased(writes, task))
                    .toList();
            Set<String> tasks = new HashSet<>();
            released.forEach(task -> tasks.add(task.taskId()));
            return Rewrite.only(
                    writes,
                    released,
                    writes.attemptsAdded().stream()
                            .filter(attempt -> tasks.contains(attempt.taskId()))
                            .toList());
        }

        private RunWrites withoutReleased(RunWrites writes) {
            if (!releases(writes)) {
                return writes;
            }
            Set<String> kept = new HashSet<>();
            List<TaskInstance> instances = writes.instancesChanged().stream()
                    .filter(task -> !isReleased(writes, task))
                    .toList();
            instances.forEach(task -> kept.add(task.taskId()));
            return Rewrite.instances(
                    writes,
                    instances,
                    writes.attemptsAdded().stream()
                            .filter(attempt -> kept.contains(attempt.taskId()))
                            .toList());
        }
    }
}
