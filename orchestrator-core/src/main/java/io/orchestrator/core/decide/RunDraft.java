package io.orchestrator.core.decide;

import io.orchestrator.core.run.DagRun;
import io.orchestrator.core.run.DagRunLifecycle;
import io.orchestrator.core.run.DagRunState;
import io.orchestrator.core.task.AttemptState;
import io.orchestrator.core.task.TaskAttempt;
import io.orchestrator.core.task.TaskEvent;
import io.orchestrator.core.task.TaskEvent.RuleFailed;
import io.orchestrator.core.task.TaskInstance;
import io.orchestrator.core.task.TaskLifecycle;
import io.orchestrator.core.task.TaskState;
import io.orchestrator.protocol.worker.Report;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A plan in the making: changes laid over a snapshot, whose counts show them at once. */
final class RunDraft {

    private final RunSnapshot base;
    private final Instant now;
    private final Map<Integer, TaskInstance> instances = new LinkedHashMap<>();
    private final Map<Integer, int[]> counts = new LinkedHashMap<>();
    private final Map<UUID, TaskAttempt> attempts = new LinkedHashMap<>();
    private final List<RunPlan.Stop> stops = new ArrayList<>();
    private final Deque<Integer> unsettled = new ArrayDeque<>();
    private DagRun run;
    private int unfinished;
    private int active;

    RunDraft(RunSnapshot base, Instant now) {
        this.base = base;
        this.now = now;
        this.run = base.run();
        this.unfinished = base.unfinished();
        this.active = base.active();
    }

    TaskInstance instance(int task) {
        TaskInstance changed = instances.get(task);
        return changed == null ? base.instance(task) : changed;
    }

    /** @return false if the state machine refused the event; nothing changed then */
    boolean move(int task, TaskEvent event) {
        TaskInstance before = instance(task);
        return switch (TaskLifecycle.apply(before, event, now)) {
            case TaskLifecycle.Outcome.Refused refused -> false;
            case TaskLifecycle.Outcome.Moved moved -> {
                put(task, before, moved.next());
                yield true;
            }
        };
    }

    private void put(int task, TaskInstance before, TaskInstance after) {
        instances.put(task, after);
        if (before.state() == after.state()) {
            return;
        }
        unfinished += (after.state().isFinal() ? 0 : 1) - (before.state().isFinal() ? 0 : 1);
        active += (RunState.isActive(after.state()) ? 1 : 0) - (RunState.isActive(before.state()) ? 1 : 0);
        if (after.state() == TaskState.NONE) {
            unsettled.add(task);
        }
        for (int follower : base.graph().downstream(task)) {
            int[] up = counts.computeIfAbsent(follower, this::countsOf);
            up[UpstreamCounts.kind(before.state())]--;
            up[UpstreamCounts.kind(after.state())]++;
            if (after.state().isFinal()) {
                unsettled.add(follower);
            }
        }
    }

    private int[] countsOf(int task) {
        UpstreamCounts up = base.upstream(task);
        return new int[] {up.success(), up.skipped(), up.failed(), up.upstreamFailed(), up.removed(), up.unfinished()};
    }

    private UpstreamCounts upstream(int task) {
        int[] changed = counts.get(task);
        return changed == null ? base.upstream(task) : UpstreamCounts.of(changed, 0);
    }

    /** Looks at every task that waits, as when a run starts. */
    void unsettleAll() {
        for (int task = 0; task < base.graph().size(); task++) {
            if (instance(task).state() == TaskState.NONE) {
                unsettled.add(task);
            }
        }
    }

    /** Applies the trigger rules where something changed, until nothing follows any more, and ends the run if that is due. */
    void settle() {
        if (run.state() != DagRunState.RUNNING) {
            return;
        }
        while (!unsettled.isEmpty()) {
            int task = unsettled.remove();
            if (instance(task).state() == TaskState.NONE) {
                judge(task);
            }
        }
        if (unfinished == 0) {
            endByLeaves();
        } else if (active == 0) {
            end(DagRunState.FAILED, "all_tasks_deadlocked: no unfinished task can be started");
        }
    }

    private void judge(int task) {
        UpstreamCounts up = upstream(task);
        switch (TriggerRules.judge(base.graph().task(task).triggerRule(), up)) {
            case WAIT -> {}
            case RUN -> move(task, new TaskEvent.RuleMet());
            case SKIP -> move(task, new RuleFailed(RuleFailed.Ending.SKIPPED, ruleSentence(task, up)));
            case UPSTREAM_FAILED ->
                move(task, new RuleFailed(RuleFailed.Ending.UPSTREAM_FAILED, ruleSentence(task, up)));
        }
    }

    private String ruleSentence(int task, UpstreamCounts up) {
        String rule = base.graph().task(task).triggerRule().name().toLowerCase(Locale.ROOT);
        return "its rule " + rule + " cannot be met: of " + up.total() + " upstream tasks " + up.success()
                + " succeeded, " + up.failed() + " failed, " + up.upstreamFailed() + " could not run, " + up.skipped()
                + " were skipped";
    }

    /** Only leaves decide: one that failed fails the run. */
    private void endByLeaves() {
        List<String> failed = new ArrayList<>();
        for (int task = 0; task < base.graph().size(); task++) {
            if (base.graph().isLeaf(task) && instance(task).state().isFailure()) {
                failed.add(base.graph().task(task).taskId());
            }
        }
        if (failed.isEmpty()) {
            end(DagRunState.SUCCESS, null);
        } else {
            String names = String.join(", ", failed.subList(0, Math.min(5, failed.size())));
            end(
                    DagRunState.FAILED,
                    "failed: " + names + (failed.size() > 5 ? " and " + (failed.size() - 5) + " more" : ""));
        }
    }

    void end(DagRunState state, @Nullable String reason) {
        run = DagRunLifecycle.apply(run, new DagRunLifecycle.Event.Ended(state, reason), now);
    }

    void start() {
        run = DagRunLifecycle.apply(run, new DagRunLifecycle.Event.Started(), now);
    }

    void reopen() {
        run = DagRunLifecycle.apply(run, new DagRunLifecycle.Event.Cleared(), now);
    }

    void openAttempt(TaskInstance queued, UUID attemptId, UUID sessionId) {
        attempts.put(
                attemptId,
                new TaskAttempt(
                        queued.runKey(),
                        attemptId,
                        queued.taskId(),
                        queued.mapIndex(),
                        queued.tryNumber(),
                        AttemptState.QUEUED,
                        sessionId,
                        run.build(),
                        now,
                        null,
                        null,
                        null));
    }

    void startAttempt(TaskAttempt attempt) {
        attempts.put(attempt.attemptId(), attempt.started(now));
    }

    void endAttempt(TaskAttempt attempt, AttemptState state, Report.@Nullable Failure failure) {
        attempts.put(attempt.attemptId(), attempt.ended(state, failure, now));
    }

    /** Asks for the end of the attempt that a worker has of this task, if there is one. */
    void stopAttempt(TaskInstance instance, String reason) {
        UUID id = instance.attemptId();
        TaskAttempt open = id == null ? null : base.openAttempt(id);
        if (open != null) {
            stops.add(new RunPlan.Stop(open.sessionId(), open.attemptId(), reason));
        }
    }

    void clear(int task) {
        int retries = base.graph().task(task).retry().retries();
        move(task, new TaskEvent.Cleared(retries, hasOpenAttempt(instance(task))));
    }

    private boolean hasOpenAttempt(TaskInstance instance) {
        UUID id = instance.attemptId();
        return id != null && base.openAttempt(id) != null;
    }

    RunPlan plan() {
        return new RunPlan(
                RunPlan.Verdict.APPLIED,
                run,
                List.copyOf(instances.values()),
                List.copyOf(attempts.values()),
                List.copyOf(stops));
    }
}
