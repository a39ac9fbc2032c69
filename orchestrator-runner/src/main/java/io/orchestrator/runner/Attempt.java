package io.orchestrator.runner;

import io.orchestrator.protocol.worker.Assignment;
import io.orchestrator.protocol.worker.Report;
import io.orchestrator.protocol.worker.Report.Failure;
import io.orchestrator.runner.TaskInvoker.Outcome;
import io.orchestrator.runner.log.LogLevel;
import io.orchestrator.runner.log.SinkLogger;
import io.orchestrator.runner.log.UserLogs;
import java.io.IOException;
import java.util.Set;
import java.util.UUID;

/** One attempt: a thread that calls user code and tells the worker how it ended. */
final class Attempt {

    private final Assignment assignment;
    private final DagCatalog dags;
    private final FrameWriter writer;
    private final Lake lake;
    private final Set<Thread> known;
    private final Cancellation cancellation = new Cancellation();
    private final Masking masking;
    private final Thread thread;

    /**
     * @param known threads that may be there when the attempt has ended
     */
    Attempt(Assignment assignment, DagCatalog dags, FrameWriter writer, Lake lake, Set<Thread> known) {
        this.assignment = assignment;
        this.dags = dags;
        this.writer = writer;
        this.lake = lake;
        this.known = known;
        this.masking = new Masking(GivenValues.masker(assignment));
        this.thread = new Thread(this::run, "task-" + assignment.taskId());
        // Without its report the worker would wait for ever; the end of this process it notices.
        this.thread.setUncaughtExceptionHandler(
                (dead, thrown) -> Runtime.getRuntime().halt(1));
    }

    UUID id() {
        return assignment.attemptId();
    }

    void start() {
        writer.begin(masking);
        thread.start();
    }

    void interrupt(String reason, boolean timedOut) {
        writer.line(LogLevel.WARNING, "orchestrator", "Interrupted: " + reason);
        cancellation.cancel(timedOut);
        thread.interrupt();
    }

    private void run() {
        Outcome outcome = invoke();
        UserLogs.endLines();
        writer.done(masking.mask(outcome.report()), outcome.sound() && isClean());
    }

    private Outcome invoke() {
        try {
            SinkLogger log = new SinkLogger(assignment.taskId());
            AttemptContext context = new AttemptContext(assignment, log, cancellation, masking, lake);
            return dags.find(assignment.dagId()).run(context);
        } catch (IOException | DagSourceException e) {
            Failure failure = new Failure(Failure.Kind.NOT_STARTED, String.valueOf(e.getMessage()), null);
            return new Outcome(new Report.Failed(id(), failure, true), false);
        }
    }

    private boolean isClean() {
        try {
            return !cancellation.isCancelled() && !UserThreads.anyBeside(known);
        } catch (InterruptedException e) {
            // Interrupted between the end of user code and here.
            return false;
        }
    }
}
