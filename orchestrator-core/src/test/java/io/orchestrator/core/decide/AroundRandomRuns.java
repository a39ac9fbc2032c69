package io.orchestrator.core.decide;

import io.orchestrator.core.task.TaskInstance;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A server with one run, one full worker and a paused DAG: nothing that waits can just start. */
final class AroundRandomRuns implements Explain.Around {

    private static final List<Admission.Capacity> FULL =
            List.of(new Admission.Capacity(new UUID(1, 1), List.of("default"), List.of(), 1, 1, 1));

    @Override
    public @Nullable RunSnapshot run(String dagId, String runId) {
        return null;
    }

    @Override
    public Blocker queued(RunSnapshot run) {
        return Objects.requireNonNull(
                RunGate.judge(run.run(), true, null, new RunGate.Room(1, 0, List::of), Instant.MAX));
    }

    @Override
    public Blocker scheduled(RunSnapshot run, int number) {
        ReadyTask task = new ReadyTask(
                run.run().runKey(),
                number,
                new Line(new Need("default", List.of(), "default_pool"), new Holder(WorkClass.LIVE, "d")),
                1);
        boolean granted = !Admission.admit(
                        Map.of(task.line(), new TreeSet<>(List.of(task))),
                        FULL,
                        new Limits(new TestLimits()),
                        TestLimits.firstRound())
                .isEmpty();
        Blocker blocker = Admission.blocker(task, FULL, UUID::toString, queue -> List.of(), 0);
        if (granted != (blocker == null)) {
            throw new AssertionError("admitted: " + granted + ", but: " + blocker);
        }
        return Objects.requireNonNull(blocker);
    }

    @Override
    public Blocker atWorker(RunSnapshot run, TaskInstance instance) {
        return switch (instance.state()) {
            case QUEUED -> new WorkerBlocker.HandedOver("w");
            case RUNNING -> new WorkerBlocker.Running("w", instance.startedAt());
            case RESTARTING -> new WorkerBlocker.Stopping("w");
            case NONE,
                    SCHEDULED,
                    UP_FOR_RETRY,
                    UP_FOR_RESCHEDULE,
                    DEFERRED,
                    SUCCESS,
                    FAILED,
                    SKIPPED,
                    UPSTREAM_FAILED,
                    REMOVED -> throw new AssertionError(instance + " is at no worker");
        };
    }
}
