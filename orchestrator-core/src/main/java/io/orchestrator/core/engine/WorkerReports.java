package io.orchestrator.core.engine;

import io.orchestrator.core.decide.RunEvent;
import io.orchestrator.core.decide.RunPlan;
import io.orchestrator.core.decide.RunState;
import io.orchestrator.core.output.TaskOutput;
import io.orchestrator.core.task.TaskAttempt;
import io.orchestrator.core.task.TaskInstance;
import io.orchestrator.core.task.TaskState;
import io.orchestrator.core.worker.WorkerSession;
import io.orchestrator.protocol.Json;
import io.orchestrator.protocol.Limits;
import io.orchestrator.protocol.worker.Assignment;
import io.orchestrator.protocol.worker.Report;
import io.orchestrator.protocol.worker.Reports;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/** What workers say of attempts. */
final class WorkerReports {

    private final EngineMemory memory;

    WorkerReports(EngineMemory memory) {
        this.memory = memory;
    }

    void take(Turn turn, Request<Reports.Answer> request, Command.TakeReports ask) {
        WorkerSession session = memory.session(ask.sessionId(), turn.now)
                .orElseThrow(() -> new CommandRefused(
                        CommandRefused.Kind.GONE, "session " + ask.sessionId() + " is over: register again"));
        memory.sessions.credit(ask.sessionId(), ask.reports().credit());
        Map<UUID, Long> accepted = new HashMap<>();
        Set<UUID> stale = new LinkedHashSet<>();
        Set<UUID> elsewhere = new LinkedHashSet<>();
        for (Reports.Entry entry : ask.reports().reports()) {
            UUID attemptId = entry.report().attemptId();
            if (!memory.ownership.owns(entry.dagId())) {
                elsewhere.add(attemptId);
            } else if (isStale(turn, ask.sessionId(), entry.report(), accepted)) {
                stale.add(attemptId);
            }
        }
        turn.afterwards(failed -> {
            List<UUID> durable = new ArrayList<>();
            accepted.forEach((attempt, run) -> {
                if (!failed.contains(run)) {
                    durable.add(attempt);
                }
            });
            request.answer()
                    .complete(new Reports.Answer(
                            durable, List.copyOf(stale), List.copyOf(elsewhere), memory.runs.hasReady(session)));
        });
    }

    private boolean isStale(Turn turn, UUID sessionId, Report report, Map<UUID, Long> accepted) {
        RunState state = memory.runs.ofAttempt(report.attemptId());
        TaskAttempt attempt = state == null ? null : state.openAttempt(report.attemptId());
        if (state == null || attempt == null || !attempt.sessionId().equals(sessionId)) {
            // A start and an end of one attempt may be in one batch, in whichever order.
            return !accepted.containsKey(report.attemptId());
        }
        if (take(turn, state, report) == RunPlan.Verdict.STALE) {
            return true;
        }
        accepted.put(report.attemptId(), state.run().runKey());
        return false;
    }

    private RunPlan.Verdict take(Turn turn, RunState state, Report report) {
        Report checked = checked(report);
        TaskAttempt attempt = state.openAttempt(report.attemptId());
        boolean counts = attempt != null && isWanted(state, attempt);
        RunPlan plan = turn.decide(state, new RunEvent.Reported(checked));
        if (plan.isApplied() && counts && checked instanceof Report.Succeeded success) {
            keepOutput(turn, state, success.attemptId(), success.output());
        }
        return plan.verdict();
    }

    private void keepOutput(Turn turn, RunState state, UUID attemptId, @Nullable JsonNode output) {
        if (output == null || output.isNull()) {
            memory.outputs.put(attemptId, NullNode.getInstance());
        } else {
            turn.work(state).addOutput(new TaskOutput(state.run().runKey(), attemptId, output));
            memory.outputs.put(attemptId, output);
        }
    }

    /** A worker checks the size too; what it let through still must not get into the database. */
    private static Report checked(Report report) {
        if (report instanceof Report.Succeeded success
                && success.output() != null
                && OutputCache.weight(success.output()) > Limits.INLINE_OUTPUT / 8
                && Json.MAPPER.writeValueAsBytes(success.output()).length > Limits.INLINE_OUTPUT) {
            return tooLarge(
                    success.attemptId(),
                    "the output is larger than " + Limits.INLINE_OUTPUT / 1024
                            + " KiB: write it to a file or table and return a reference to it");
        }
        if (report instanceof Report.Succeeded success
                && (success.updates().size() > Limits.ASSET_UPDATES
                        || success.updates().stream()
                                .anyMatch(update ->
                                        Json.MAPPER.writeValueAsBytes(update.extra()).length > Limits.ASSET_EXTRA))) {
            return tooLarge(
                    success.attemptId(),
                    "it updates more than " + Limits.ASSET_UPDATES + " assets, or says more than "
                            + Limits.ASSET_EXTRA / 1024 + " KiB of one of them: say less");
        }
        String fault = DatasetReports.fault(report);
        if (fault != null) {
            return tooLarge(report.attemptId(), fault);
        }
        if (report instanceof Report.Deferred deferred
                && deferred.resume() != null
                && Json.MAPPER.writeValueAsBytes(deferred.resume()).length > Limits.RESUME) {
            return tooLarge(
                    deferred.attemptId(),
                    "what the task left to go on with is larger than " + Limits.RESUME / 1024
                            + " KiB: leave a reference to it");
        }
        return report;
    }

    private static Report tooLarge(UUID attemptId, String message) {
        return new Report.Failed(attemptId, new Report.Failure(Report.Failure.Kind.BAD_OUTPUT, message, null), false);
    }

    void inputs(Turn turn, Request<List<Assignment.Input>> request, Command.FetchInputs ask) {
        if (!memory.ownership.owns(ask.dagId())) {
            throw new CommandRefused(
                    CommandRefused.Kind.ELSEWHERE, "another server decides on DAG " + ask.dagId() + ": ask that one");
        }
        RunState state = memory.runs.ofAttempt(ask.attemptId());
        TaskAttempt attempt = state == null ? null : state.openAttempt(ask.attemptId());
        if (state == null || attempt == null || !attempt.sessionId().equals(ask.sessionId())) {
            throw new CommandRefused(
                    CommandRefused.Kind.NOT_FOUND,
                    "attempt " + ask.attemptId() + " is not at session " + ask.sessionId());
        }
        turn.answer(request, Assignments.readInputs(state, attempt, memory.outputs, memory.store));
    }

    /** Whether an open attempt is the one that its task instance waits for. */
    static boolean isWanted(RunState state, TaskAttempt attempt) {
        int number = state.numberOf(attempt.taskId(), attempt.mapIndex());
        TaskInstance instance = number < 0 ? null : state.find(number);
        return instance != null
                && instance.state().isAtWorker()
                && instance.state() != TaskState.RESTARTING
                && attempt.attemptId().equals(instance.attemptId());
    }
}
