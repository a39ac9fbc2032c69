package io.orchestrator.core.simulation;

import io.orchestrator.core.engine.Command;
import io.orchestrator.core.task.TaskAttempt;
import io.orchestrator.protocol.worker.Report;
import io.orchestrator.protocol.worker.Reports;
import java.util.List;

/** Makes the report of an attempt that is over one of the attempt that took its place. */
final class UnfencedReports implements Mutant {

    @Override
    @SuppressWarnings("unchecked")
    public <R> Command<R> onArrival(World world, SimulatedServer server, Command<R> command) {
        if (command instanceof Command.TakeReports take) {
            for (Reports.Entry entry : take.reports().reports()) {
                TaskAttempt current = world.history().successor(entry.report().attemptId());
                if (current != null) {
                    Reports.Entry forged = new Reports.Entry(entry.dagId(), as(entry.report(), current));
                    return (Command<R>) new Command.TakeReports(
                            current.sessionId(),
                            new Reports(List.of(forged), take.reports().credit()));
                }
            }
        }
        return command;
    }

    private static Report as(Report report, TaskAttempt current) {
        return switch (report) {
            case Report.Started started -> new Report.Started(current.attemptId());
            case Report.Succeeded ok -> new Report.Succeeded(current.attemptId(), ok.output());
            case Report.Failed failed -> new Report.Failed(current.attemptId(), failed.failure(), failed.retryable());
            case Report.Skipped skipped -> new Report.Skipped(current.attemptId(), skipped.reason());
            case Report.Stopped stopped -> new Report.Stopped(current.attemptId());
            case Report.HandedBack back -> new Report.HandedBack(current.attemptId(), back.reason());
        };
    }
}
