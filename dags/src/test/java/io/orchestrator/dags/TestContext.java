package io.orchestrator.dags;

import io.orchestrator.sdk.DataInterval;
import io.orchestrator.sdk.Params;
import io.orchestrator.sdk.TaskContext;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The context of one attempt; keeps what is logged. */
public record TestContext(String taskId, int attempt, Params params, UUID attemptId, List<String> lines)
        implements TaskContext {

    public static TestContext of(String taskId, int attempt, Map<String, ? extends Object> params) {
        return new TestContext(taskId, attempt, Params.of(params), UUID.randomUUID(), new ArrayList<>());
    }

    public static TestContext in(Path work, String taskId) {
        return of(taskId, 1, Map.of("work", work.toString()));
    }

    @Override
    public String dagId() {
        return "test";
    }

    @Override
    public String runId() {
        return "manual__2026-01-01T00:00:00Z";
    }

    @Override
    public int mapIndex() {
        return -1;
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
    public System.Logger log() {
        return new Lines(lines);
    }

    @Override
    public boolean isCancelled() {
        return false;
    }

    @Override
    public void onCancel(Runnable action) {}

    private record Lines(List<String> lines) implements System.Logger {

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
            boolean plain = params == null || params.length == 0;
            lines.add(level + " " + (plain ? format : new MessageFormat(format, Locale.ENGLISH).format(params)));
        }
    }
}
