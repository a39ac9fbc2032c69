package io.orchestrator.runner;

import java.util.ArrayList;
import java.util.List;

/** Whether one attempt was cancelled, and what is to be done then. */
public final class Cancellation {

    private final List<Runnable> actions = new ArrayList<>();
    private boolean cancelled;
    private boolean timedOut;

    public void cancel() {
        cancel(false);
    }

    /**
     * Cancels, and starts the actions on a thread of their own, since they are user code and may block.
     *
     * @param outOfTime the attempt has run longer than it may
     */
    public synchronized void cancel(boolean outOfTime) {
        cancelled = true;
        timedOut = timedOut || outOfTime;
        List<Runnable> due = List.copyOf(actions);
        actions.clear();
        if (!due.isEmpty()) {
            Thread thread = new Thread(() -> due.forEach(Cancellation::run), "cancel-actions");
            thread.setDaemon(true);
            thread.start();
        }
    }

    public synchronized boolean isCancelled() {
        return cancelled;
    }

    /** Whether it was cancelled because it has run longer than it may. */
    public synchronized boolean isTimedOut() {
        return timedOut;
    }

    /** Runs an action on {@link #cancel}; at once if that has been. */
    public void onCancel(Runnable action) {
        synchronized (this) {
            if (!cancelled) {
                actions.add(action);
                return;
            }
        }
        run(action);
    }

    /** One action that fails must not keep the others from running. */
    private static void run(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException | Error e) {
            System.getLogger(Cancellation.class.getName())
                    .log(System.Logger.Level.WARNING, "An action set with onCancel failed", e);
        }
    }
}
