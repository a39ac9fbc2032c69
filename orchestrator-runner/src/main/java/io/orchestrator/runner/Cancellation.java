package io.orchestrator.runner;

import java.util.ArrayList;
import java.util.List;

/** Whether one attempt was cancelled, and what is to be done then. */
public final class Cancellation {

    private final List<Runnable> actions = new ArrayList<>();
    private boolean cancelled;

    /** Cancels, and starts the actions on a thread of their own, since they are user code and may block. */
    public synchronized void cancel() {
        cancelled = true;
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
