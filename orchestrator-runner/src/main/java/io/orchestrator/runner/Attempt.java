package io.orchestrator.runner;

import io.orchestrator.protocol.worker.Assignment;
import io.orchestrator.protocol.worker.Report;
import io.orchestrator.protocol.worker.Report.Failure;
import io.orchestrator.runner.TaskInvoker.Outcome;
import io.orchestrator.runner.log.LogLevel;
import io.orchestrator.runner.log.SinkLogger;
import io.orchestrator.runner.log.UserLogs;
import java.io.IOException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One attempt: calls user code on the thread that it is given, and tells the worker how it ended. */
final class Attempt {

    private final Assignment assignment;
    private final DagCatalog dags;
    private final FrameWriter writer;
    private final Lake lake;
    private final UserThreads threads;
    private final Cancellation cancellation = new Cancellation();
    private final Masking masking;
    private @Nullable Thread thread;

    /**
     * @param threads knows which of them may be there when the attempt has ended
     */
    Attempt(Assignment assignment, DagCatalog dags, FrameWriter writer, Lake lake, UserThreads threads) {
        this.assignment = assignment;
        this.dags = dags;
        this.writer = writer;
        this.lake = lake;
        this.threads = threads;
        this.masking = new Masking(GivenValues.masker(assignment));
    }

    UUID id() {
        return assignment.attemptId();
    }

    String taskId() {
        return assignment.taskId();
    }

    /** From now on lines belong to it. */
    void begin() {
        writer.begin(masking);
    }

    /**
     * How it ended.
     *
     * @param reusable whether this JVM may run another attempt
     * @param alone no thread is left that user code could have started: nobody can interrupt the thread that it ran on
     */
    record End(Report report, boolean reusable, boolean alone) {}

    /** Calls user code on this thread, which nobody interrupts any more for this attempt's sake when this returns. */
    End run() {
        enter();
        Outcome outcome = invoke();
        boolean cancelled = leave();
        UserLogs.endLines();
        UserThreads.Left left = cancelled ? UserThreads.Left.RUNNING : threads.left();
        return new End(
                masking.mask(outcome.report()),
                outcome.sound() && left != UserThreads.Left.RUNNING,
                outcome.sound() && left == UserThreads.Left.NONE);
    }

    private synchronized void enter() {
        thread = Thread.currentThread();
        if (cancellation.isCancelled()) {
            thread.interrupt();
        }
    }

    private synchronized boolean leave() {
        thread = null;
        Thread.interrupted();
        return cancellation.isCancelled();
    }

    void interrupt(String reason, boolean timedOut) {
        writer.line(LogLevel.WARNING, "orchestrator", "Interrupted: " + reason);
        synchronized (this) {
            cancellation.cancel(timedOut);
            if (thread != null) {
                thread.interrupt();
            }
        }
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
}
