package io.orchestrator.core.engine;

import io.orchestrator.core.decide.Admission;
import io.orchestrator.core.decide.Blocker;
import io.orchestrator.core.decide.Explain;
import io.orchestrator.core.decide.LimitBlocker;
import io.orchestrator.core.decide.Limits;
import io.orchestrator.core.decide.ReadyTask;
import io.orchestrator.core.decide.RunSnapshot;
import io.orchestrator.core.decide.RunState;
import io.orchestrator.core.decide.ShareBlocker;
import io.orchestrator.core.decide.WorkClass;
import io.orchestrator.core.decide.WorkerBlocker;
import io.orchestrator.core.task.TaskAttempt;
import io.orchestrator.core.task.TaskInstance;
import io.orchestrator.core.task.TaskState;
import io.orchestrator.core.worker.WorkerSession;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What lies around the runs of this server at one moment, as far as it can hold them up. */
final class Surroundings implements Explain.Around {

    private final EngineMemory memory;
    private final RunStarts starts;
    private final Instant now;

    Surroundings(EngineMemory memory, RunStarts starts, Instant now) {
        this.memory = memory;
        this.starts = starts;
        this.now = now;
    }

    @Override
    public @Nullable RunSnapshot run(String dagId, String runId) {
        return memory.runs.find(dagId, runId);
    }

    @Override
    public Blocker queued(RunSnapshot run) {
        return Objects.requireNonNullElseGet(starts.blocker(run.run(), now), Blocker.Starting::new);
    }

    @Override
    public Blocker scheduled(RunSnapshot run, int number) {
        if (!(run instanceof RunState state)) {
            return new Blocker.Starting();
        }
        ReadyTask task = RunCache.readyTask(state, number);
        Blocker limit = new Limits(memory.pools).blocker(task);
        if (limit != null) {
            return limit instanceof LimitBlocker.MaxActiveTasks full
                    ? new LimitBlocker.MaxActiveTasks(full.limit(), names(List.copyOf(state.openAttempts()), run))
                    : limit;
        }
        NavigableSet<ReadyTask> queue = memory.runs.ready().get(task.line());
        Blocker blocker = Admission.blocker(
                task,
                memory.sessions.capacities(memory.runs, memory.ownership.isAlone()),
                this::nameOf,
                memory.sessions::draining,
                queue == null ? 0 : queue.headSet(task, false).size());
        return Objects.requireNonNullElseGet(ofShare(task, blocker), Blocker.Starting::new);
    }

    /** Workers are busy: with work of other classes, or with so much of its own that others come first. */
    private @Nullable Blocker ofShare(ReadyTask task, @Nullable Blocker blocker) {
        if (!(blocker instanceof WorkerBlocker.WorkersBusy busy)) {
            return blocker;
        }
        WorkClass work = task.holder().work();
        Set<WorkClass> among = memory.shares.activeWork();
        List<String> others = among.stream()
                .filter(other -> other != work)
                .map(WorkClass::word)
                .toList();
        double share = memory.shares.share(work, among);
        int held = memory.runs.atWorkers().ofWork(work);
        return others.isEmpty() || held < share * busy.slots()
                ? busy
                : new ShareBlocker.ShareUsedUp(
                        work.word(), busy.queue(), held, busy.slots(), (int) Math.round(100 * share), others);
    }

    private String nameOf(UUID sessionId) {
        WorkerSession session = memory.sessions.get(sessionId);
        return session == null ? sessionId.toString() : session.name();
    }

    @Override
    public Blocker atWorker(RunSnapshot run, TaskInstance instance) {
        UUID sessionId = Objects.requireNonNull(instance.sessionId());
        WorkerSession session = memory.sessions.get(sessionId);
        if (session == null) {
            return new WorkerBlocker.WorkerGone();
        }
        Instant heard = memory.sessions.heardAt(sessionId);
        if (heard != null
                && heard.plus(memory.settings.heartbeat().multipliedBy(2)).isBefore(now)) {
            return new WorkerBlocker.WorkerSilent(session.name(), heard, heard.plus(memory.settings.lease()));
        }
        if (instance.state() == TaskState.RESTARTING) {
            return new WorkerBlocker.Stopping(session.name());
        }
        return instance.state() == TaskState.RUNNING
                ? new WorkerBlocker.Running(session.name(), instance.startedAt())
                : queuedAt(session, run, instance);
    }

    /** A worker begins its attempts in the order in which it got them. */
    private Blocker queuedAt(WorkerSession session, RunSnapshot run, TaskInstance instance) {
        List<TaskAttempt> before = new ArrayList<>();
        for (UUID attemptId : memory.runs.heldBy(session.sessionId())) {
            if (attemptId.equals(instance.attemptId())) {
                break;
            }
            RunState holder = memory.runs.ofAttempt(attemptId);
            TaskAttempt attempt = holder == null ? null : holder.openAttempt(attemptId);
            if (attempt != null) {
                before.add(attempt);
            }
        }
        return before.size() < session.slots()
                ? new WorkerBlocker.HandedOver(session.name())
                : new WorkerBlocker.Prefetched(session.name(), before.size(), names(before, run));
    }

    private List<String> names(List<TaskAttempt> attempts, RunSnapshot run) {
        return attempts.stream().map(attempt -> name(attempt, run)).toList();
    }

    private String name(TaskAttempt attempt, RunSnapshot run) {
        String task = attempt.taskId() + (attempt.mapIndex() < 0 ? "" : "[" + attempt.mapIndex() + "]");
        RunState other = attempt.runKey() == run.run().runKey() ? null : memory.runs.get(attempt.runKey());
        return other == null ? task : task + " of run " + other.run().runId();
    }
}
