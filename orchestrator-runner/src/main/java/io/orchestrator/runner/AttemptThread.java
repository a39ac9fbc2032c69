package io.orchestrator.runner;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A thread that attempts run on, one after the other. To make one costs more than all else that a short attempt needs, so it is used
 * again as long as nothing can reach through it from one attempt to the next: nobody else is left who could interrupt it, and it
 * forgets what code has kept in it.
 */
final class AttemptThread {

    private final FrameWriter writer;
    private final AtomicReference<@Nullable Attempt> next;
    private final Thread thread;
    private final @Nullable ClassLoader loader;
    private volatile boolean kept;

    private AttemptThread(Attempt first, FrameWriter writer) {
        this.writer = writer;
        this.next = new AtomicReference<>(first);
        this.thread = new Thread(this::run);
        this.loader = thread.getContextClassLoader();
    }

    static AttemptThread start(Attempt first, FrameWriter writer) {
        AttemptThread started = new AttemptThread(first, writer);
        started.thread.start();
        return started;
    }

    /** Takes another attempt, after the end of the one before was written; false: it takes none any more. */
    boolean take(Attempt attempt) {
        if (kept) {
            next.set(attempt);
            LockSupport.unpark(thread);
        }
        return kept;
    }

    private void run() {
        try {
            do {
                Attempt attempt = await();
                begin(attempt);
                Attempt.End end = attempt.run();
                end(end);
            } while (kept);
        } catch (Throwable e) {
            // Without its report the worker would wait for ever; the end of this process it notices.
            Runtime.getRuntime().halt(1);
        }
    }

    private Attempt await() {
        Attempt attempt = next.getAndSet(null);
        while (attempt == null) {
            LockSupport.park(this);
            attempt = next.getAndSet(null);
        }
        return attempt;
    }

    private void begin(Attempt attempt) {
        thread.setName("task-" + attempt.taskId());
        thread.setContextClassLoader(loader);
        thread.setPriority(Thread.NORM_PRIORITY);
        thread.setUncaughtExceptionHandler(null);
    }

    private void end(Attempt.End end) throws IOException, IllegalAccessException {
        // Before the report: the next attempt may be here before this returns.
        kept = end.alone() && end.reusable() && ThreadLocals.canForget();
        if (!kept) {
            writer.done(end.report(), end.reusable());
            return;
        }
        writer.doneHere(end.report(), end.reusable());
        ThreadLocals.forget(thread);
    }
}
