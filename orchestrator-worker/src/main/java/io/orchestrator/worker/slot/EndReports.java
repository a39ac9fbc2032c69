package io.orchestrator.worker.slot;

import io.orchestrator.protocol.Json;
import io.orchestrator.protocol.Limits;
import io.orchestrator.protocol.worker.Assignment;
import io.orchestrator.protocol.worker.Report;
import io.orchestrator.protocol.worker.Report.Failure;
import io.orchestrator.protocol.worker.Report.Failure.Kind;
import io.orchestrator.worker.bundle.BundleException;
import io.orchestrator.worker.runner.RunnerExit;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** What is reported of an attempt's end. Pure. */
final class EndReports {

    private EndReports() {}

    /** The runner's own word, unless its output is larger than anyone takes. */
    static Report checked(Report report, int bytes) {
        if (report instanceof Report.Succeeded succeeded && bytes > Limits.INLINE_OUTPUT) {
            int size = Json.MAPPER.writeValueAsBytes(succeeded.output()).length;
            if (size > Limits.INLINE_OUTPUT) {
                String message = "The output has " + size + " bytes as JSON, at most " + Limits.INLINE_OUTPUT
                        + " are taken: write the data somewhere and return a reference to it.";
                return failed(report.attemptId(), Kind.BAD_OUTPUT, message, null, false);
            }
        }
        return report;
    }

    /**
     * An attempt whose runner is gone.
     *
     * @param cause why it was being ended; null: nobody had asked for it
     * @return null: nothing is reported
     */
    static @Nullable Report gone(Assignment assignment, @Nullable StopCause cause, RunnerExit exit) {
        UUID attempt = assignment.attemptId();
        if (cause == null) {
            return failed(attempt, Kind.RUNNER_DIED, "The task's JVM " + exit.inWords() + ".", null, true);
        }
        return switch (cause) {
            case ASKED -> new Report.Stopped(attempt);
            case TIMEOUT ->
                failed(
                        attempt,
                        Kind.TIMEOUT,
                        "It ran longer than its timeout of " + assignment.timeout() + ".",
                        null,
                        true);
            case STALE -> null;
            case SHUT_DOWN -> failed(attempt, Kind.RUNNER_DIED, "The worker was shut down while it ran.", null, true);
        };
    }

    /** An attempt that waits for a runner which never came up. */
    static Report notStarted(UUID attempt, RunnerExit exit) {
        String words = exit.lastWordsText();
        return failed(
                attempt,
                Kind.NOT_STARTED,
                "The task's JVM was never ready: it " + exit.inWords() + ".",
                words.isEmpty() ? null : words,
                true);
    }

    /** An attempt that could not be prepared. */
    static Report notPrepared(UUID attempt, Throwable problem) {
        Throwable cause =
                problem instanceof CompletionException && problem.getCause() != null ? problem.getCause() : problem;
        boolean retryable = !(cause instanceof BundleException bundle) || bundle.retryable();
        return failed(attempt, Kind.NOT_STARTED, "It could not be prepared: " + cause.getMessage(), null, retryable);
    }

    /** How an attempt's end is told in its log. */
    static String sentence(Report report) {
        return switch (report) {
            case Report.Failed failed -> failed.failure().message();
            case Report.Skipped skipped -> "Skipped: " + skipped.reason();
            case Report.NotYet not -> "Nothing found yet.";
            case Report.Deferred deferred -> "Goes on later.";
            case Report.Stopped stopped -> "Stopped; nothing of it runs any more.";
            case Report.HandedBack back -> "Handed back: " + back.reason();
            case Report.Started started -> "Started.";
            case Report.Succeeded succeeded -> "Succeeded.";
        };
    }

    private static Report failed(UUID attempt, Kind kind, String message, @Nullable String detail, boolean retryable) {
        return new Report.Failed(attempt, new Failure(kind, message, detail), retryable);
    }
}
