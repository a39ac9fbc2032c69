package io.orchestrator.sdk;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** An attempt that a test may cancel, and that keeps what was logged. */
final class ListeningContext implements TaskContext {

    final LinkedBlockingQueue<String> said = new LinkedBlockingQueue<>();

    private final NoContext plain = new NoContext();
    private final CompletableFuture<Void> cancelled = new CompletableFuture<>();

    /** Returns when all actions have run. */
    void cancel() {
        cancelled.complete(null);
    }

    @Override
    public String dagId() {
        return plain.dagId();
    }

    @Override
    public String runId() {
        return plain.runId();
    }

    @Override
    public String taskId() {
        return plain.taskId();
    }

    @Override
    public int mapIndex() {
        return plain.mapIndex();
    }

    @Override
    public int attempt() {
        return plain.attempt();
    }

    @Override
    public UUID attemptId() {
        return plain.attemptId();
    }

    @Override
    public Optional<Instant> logicalDate() {
        return plain.logicalDate();
    }

    @Override
    public Optional<DataInterval> dataInterval() {
        return plain.dataInterval();
    }

    @Override
    public Params params() {
        return Params.of(Map.of());
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
