package io.orchestrator.testkit;

import io.orchestrator.protocol.worker.Assignment;
import io.orchestrator.protocol.worker.Report;

/** What things are called in a history. */
final class Names {

    private Names() {}

    /** {@code load[2] of run r1, attempt 1}. */
    static String of(Assignment assignment) {
        return task(assignment.taskId(), assignment.mapIndex()) + " of run " + assignment.runId() + ", attempt "
                + assignment.attempt();
    }

    static String task(String taskId, int mapIndex) {
        return mapIndex < 0 ? taskId : taskId + "[" + mapIndex + "]";
    }

    static String of(Report report) {
        return switch (report) {
            case Report.Succeeded success -> "success";
            case Report.Failed failed -> "failed: " + failed.failure().message();
            case Report.Skipped skipped -> "skipped: " + skipped.reason();
            case Report.NotYet not -> "nothing found yet";
            case Report.Deferred deferred -> "deferred";
            default -> report.getClass().getSimpleName();
        };
    }
}
