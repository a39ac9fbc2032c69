package io.orchestrator.core.engine;

import io.orchestrator.core.decide.RunPlan;
import io.orchestrator.core.decide.RunState;
import io.orchestrator.core.notify.Notice;
import io.orchestrator.core.notify.NotifyRules;
import io.orchestrator.core.run.DagRun;
import io.orchestrator.core.run.DagRunState;
import io.orchestrator.core.run.RunDeadline;
import io.orchestrator.core.task.TaskAttempt;
import io.orchestrator.core.task.TaskInstance;
import io.orchestrator.core.task.TaskState;
import io.orchestrator.protocol.graph.DagGraph;
import io.orchestrator.protocol.graph.NoticeKind;
import io.orchestrator.protocol.graph.NotifySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Says what people are told of, and through which channels, when something happens to a run or a DAG. */
final class Notices {

    private final NotifyRules rules;
    private final IdSource ids;

    /** @param rules what people are told of in all DAGs */
    Notices(NotifyRules rules, IdSource ids) {
        this.rules = rules;
        this.ids = ids;
    }

    /** @param before the run as it was before the plan */
    List<Notice> of(RunState before, RunPlan plan, Instant now) {
        List<NotifySpec> ofDag = before.graph().definition().notifications();
        if (ofDag.isEmpty() && rules.isEmpty()) {
            return List.of();
        }
        List<Notice> notices = new ArrayList<>();
        Teller teller = new Teller(plan.run(), ofDag, now, notices);
        plan.instances().forEach(instance -> task(teller, stateBefore(before, instance), instance, plan));
        plan.added().forEach(instance -> task(teller, TaskState.NONE, instance, plan));
        plan.run().deadlines().stream()
                .filter(deadline ->
                        deadline.missed() != null && !before.run().deadlines().contains(deadline))
                .forEach(deadline -> deadline(teller, deadline));
        if (before.run().state() != plan.run().state()) {
            run(teller, plan.run());
        }
        return notices;
    }

    private static TaskState stateBefore(RunState before, TaskInstance instance) {
        return before.instance(before.numberOf(instance.taskId(), instance.mapIndex()))
                .state();
    }

    private static void task(Teller teller, TaskState before, TaskInstance instance, RunPlan plan) {
        NoticeKind kind = switch (instance.state()) {
            case FAILED -> NoticeKind.TASK_FAILED;
            case UP_FOR_RETRY -> NoticeKind.TASK_RETRY;
            default -> null;
        };
        if (kind == null || before == instance.state()) {
            return;
        }
        ObjectNode detail = JsonNodeFactory.instance.objectNode().put("try", instance.tryNumber());
        String reason = reason(instance, plan);
        if (reason != null) {
            detail.put("reason", reason);
        }
        if (instance.retryAt() != null) {
            detail.put("retry_at", instance.retryAt().toString());
        }
        String name =
                instance.mapIndex() < 0 ? instance.taskId() : instance.taskId() + " [" + instance.mapIndex() + "]";
        String what = kind == NoticeKind.TASK_RETRY ? "has failed and is tried again" : "has failed";
        teller.tell(
                kind,
                instance,
                "Task " + name + " of run " + teller.run.runId() + " of DAG " + teller.run.dagId() + " " + what,
                detail);
    }

    private static @Nullable String reason(TaskInstance instance, RunPlan plan) {
        for (TaskAttempt attempt : plan.attempts()) {
            if (attempt.attemptId().equals(instance.attemptId()) && attempt.failure() != null) {
                return attempt.failure().message();
            }
        }
        return instance.stateReason();
    }

    private static void deadline(Teller teller, RunDeadline deadline) {
        ObjectNode detail = JsonNodeFactory.instance.objectNode();
        detail.put("deadline", deadline.name());
        detail.put("due", deadline.due().toString());
        String title = "Run " + teller.run.runId() + " of DAG " + teller.run.dagId() + " has missed its deadline '"
                + deadline.name() + "'";
        teller.tell(NoticeKind.DEADLINE_MISSED, null, title, detail);
    }

    private static void run(Teller teller, DagRun run) {
        if (!run.state().isFinal()) {
            return;
        }
        ObjectNode detail =
                JsonNodeFactory.instance.objectNode().put("state", run.state().key());
        if (run.stateReason() != null) {
            detail.put("reason", run.stateReason());
        }
        boolean failed = run.state() == DagRunState.FAILED;
        teller.tell(
                failed ? NoticeKind.RUN_FAILED : NoticeKind.RUN_SUCCEEDED,
                null,
                "Run " + run.runId() + " of DAG " + run.dagId() + (failed ? " has failed" : " has succeeded"),
                detail);
    }

    /** The engine pauses a DAG. */
    List<Notice> paused(DagGraph graph, String reason, Instant now) {
        ObjectNode detail = JsonNodeFactory.instance.objectNode().put("reason", reason);
        return rules.channels(NoticeKind.DAG_PAUSED, graph.notifications()).stream()
                .map(channel -> new Notice(
                        ids.uuid(now),
                        now,
                        NoticeKind.DAG_PAUSED,
                        channel,
                        graph.dagId(),
                        null,
                        null,
                        TaskInstance.UNMAPPED,
                        "DAG " + graph.dagId() + " is paused: " + reason,
                        detail))
                .toList();
    }

    /** Makes a notice for each channel that wants it. */
    private final class Teller {

        private final DagRun run;
        private final List<NotifySpec> ofDag;
        private final Instant now;
        private final List<Notice> notices;

        Teller(DagRun run, List<NotifySpec> ofDag, Instant now, List<Notice> notices) {
            this.run = run;
            this.ofDag = ofDag;
            this.now = now;
            this.notices = notices;
        }

        void tell(NoticeKind kind, @Nullable TaskInstance task, String title, ObjectNode detail) {
            for (String channel : rules.channels(kind, ofDag)) {
                notices.add(new Notice(
                        ids.uuid(now),
                        now,
                        kind,
                        channel,
                        run.dagId(),
                        run.runId(),
                        task == null ? null : task.taskId(),
                        task == null ? TaskInstance.UNMAPPED : task.mapIndex(),
                        title,
                        detail));
            }
        }
    }
}
