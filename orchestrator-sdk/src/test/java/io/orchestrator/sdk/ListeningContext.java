package io.orchestrator.sdk;

import java.util.ResourceBundle;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** An attempt that a test may cancel, and that keeps what was logged. */
final class ListeningContext extends NoContext {

    final LinkedBlockingQueue<String> said = new LinkedBlockingQueue<>();

    private final CompletableFuture<Void> cancelled = new CompletableFuture<>();

    /** Returns when all actions have run. */
    void cancel() {
        cancelled.complete(null);
    }

    @Override
    public boolean isCancelled() {
        return cancelled.isDone();
    }

    @Override
    public void onCancel(Runnable action) {
        var unused = cancelled.thenRun(action);
    }

    @Override
    public System.Logger log() {
        return new System.Logger() {

            @Override
            public String getName() {
                return "task";
            }

            @Override
            public boolean isLoggable(Level level) {
                return true;
            }

            @Override
            public void log(Level level, @Nullable ResourceBundle bundle, String text, @Nullable Throwable thrown) {
                said.add(level + " " + text);
            }

            @Override
            public void log(Level level, @Nullable ResourceBundle bundle, String format, Object... parameters) {
                said.add(level + " " + format);
            }
        };
    }
}
