package io.orchestrator.integration.duckdb;

import io.orchestrator.sdk.DataInterval;
import io.orchestrator.sdk.Params;
import io.orchestrator.sdk.TaskContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The context of an attempt that the test can cancel; keeps what is logged. */
public final class ContextFake implements TaskContext {

    public final List<String> lines = new ArrayList<>();
    private final List<Runnable> onCancel = new ArrayList<>();
    private volatile boolean cancelled;

    public void cancel() {
        cancelled = true;
        onCancel.forEach(Runnable::run);
    }

    @Override
    public String dagId() {
        return "test";
    }

    @Override
    public String runId() {
        return "manual";
    }

    @Override
    public String taskId() {
        return "task";
    }

    @Override
    public int mapIndex() {
        return -1;
    }

    @Override
    public int attempt() {
        return 1;
    }

    @Override
    public UUID attemptId() {
        return new UUID(0, 1);
    }

    @Override
    public Optional<Instant> logicalDate() {
        return Optional.empty();
    }

    @Override
    public Optional<DataInterval> dataInterval() {
        return Optional.empty();
    }

    @Override
    public Params params() {
        return Params.of(Map.of());
    }

    @Override
    public System.Logger log() {
        return new Lines();
    }

    @Override
    public boolean isCancelled() {
        return cancelled;
    }

    @Override
    public void onCancel(Runnable action) {
        onCancel.add(action);
    }

    private final class Lines implements System.Logger {

        @Override
        public String getName() {
            return "test";
        }

        @Override
        public boolean isLoggable(Level level) {
            return true;
        }

        @Override
        public void log(
                Level level, @Nullable ResourceBundle bundle, @Nullable String message, @Nullable Throwable thrown) {
            lines.add(level + " " + message);
        }

        @Override
        public void log(
                Level level, @Nullable ResourceBundle bundle, @Nullable String format, @Nullable Object... params) {
            lines.add(level + " " + format);
        }
    }
}
