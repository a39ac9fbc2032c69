package io.orchestrator.core.simulation;

import io.orchestrator.core.engine.Command;
import io.orchestrator.core.task.AttemptState;
import io.orchestrator.core.task.TaskAttempt;
import io.orchestrator.core.worker.WorkerSession;
import io.orchestrator.protocol.worker.Report;
import io.orchestrator.protocol.worker.Reports;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Takes the result of an attempt that is over for one of the attempt that is, or will be, in its place. */
final class UnfencedReports implements Mutant {

    private final Map<String, Report> late = new HashMap<>();

    @Override
    @SuppressWarnings("unchecked")
    public <R> Command<R> onArrival(World world, SimulatedServer server, Command<R> command) {
        if (command instanceof Command.TakeReports take) {
            for (Reports.Entry entry : take.reports().reports()) {
                remember(world, entry.report());
                TaskAttempt current = world.history().current(entry.report().attemptId());
                Report report = current == null ? null : late.remove(key(current));
                if (current != null && report != null) {
                    Reports.Entry forged = new Reports.Entry(entry.dagId(), as(report, current));
                    return (Command<R>) new Command.TakeReports(
                            current.sessionId(), new Reports(List.of(forged), credit(world, server, current)));
                }
            }
        }
        return command;
    }

    /** What the other worker has said lies as it is: only the report is forged. */
    private static int credit(World world, SimulatedServer server, TaskAttempt current) {
        WorkerSession session = world.history().leases().session(current.sessionId());
        return session == null ? 0 : server.knowledge().credit(session);
    }

    private static String key(TaskAttempt attempt) {
        return attempt.runKey() + " " + attempt.taskId();
    }

    private void remember(World world, Report report) {
        TaskAttempt attempt = world.history().attempt(report.attemptId());
        if (attempt != null && isResult(report) && isRefused(attempt.state())) {
            late.put(key(attempt), report);
        }
    }

    private static boolean isResult(Report report) {
        return report instanceof Report.Succeeded
                || report instanceof Report.Failed
                || report instanceof Report.Skipped
                || report instanceof Report.NotYet
                || report instanceof Report.Deferred;
    }

    private static boolean isRefused(AttemptState state) {
        return switch (state) {
            case FAILED, STOPPED, LOST, HANDED_BACK, RESCHEDULED, DEFERRED -> true;
            case QUEUED, RUNNING, SUCCESS, SKIPPED -> false;
        };
    }

    private static Report as(Report report, TaskAttempt current) {
        if (report instanceof Report.Failed failed) {
            return new Report.Failed(current.attemptId(), failed.failure(), failed.retryable());
        }
        if (report instanceof Report.NotYet not) {
            return new Report.NotYet(current.attemptId(), not.next(), null);
        }
        if (report instanceof Report.Deferred later) {
            return new Report.Deferred(current.attemptId(), later.until(), later.resume(), null);
        }
        if (report instanceof Report.Skipped skipped) {
            return new Report.Skipped(current.attemptId(), skipped.reason());
        }
        return new Report.Succeeded(
                current.attemptId(), report instanceof Report.Succeeded succeeded ? succeeded.output() : null);
    }
}
