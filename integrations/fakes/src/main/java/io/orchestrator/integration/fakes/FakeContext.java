package io.orchestrator.integration.fakes;

import io.orchestrator.sdk.DataInterval;
import io.orchestrator.sdk.Params;
import io.orchestrator.sdk.TaskContext;
import java.text.MessageFormat;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** The context of an attempt that the test can cancel; keeps what is logged. */
public final class FakeContext implements TaskContext {

    private final String taskId;
    private final int attempt;
    private final Params params;
    private final @Nullable Object left;
    private final UUID attemptId = UUID.randomUUID();
    private final CompletableFuture<Void> cancelled = new CompletableFuture<>();
    private final List<String> lines = new CopyOnWriteArrayList<>();

    private FakeContext(String taskId, int attempt, Params params, @Nullable Object left) {
        this.taskId = taskId;
        this.attempt = attempt;
        this.params = params;
        this.left = left;
    }

    /** The first attempt of a task without parameters. */
    public static FakeContext of(String taskId) {
        return of(taskId, Map.of());
    }

    /** The first attempt of a task. */
    public static FakeContext of(String taskId, Map<String, ?> params) {
        return new FakeContext(taskId, 1, Params.of(params), null);
    }

    /** @param left what the attempt before has left, or null: nothing */
    public static FakeContext of(String taskId, int attempt, @Nullable Object left) {
        return new FakeContext(taskId, attempt, Params.of(Map.of()), left);
    }

    public void cancel() {
        cancelled.complete(null);
    }

    /** What was logged, each after its level. */
    public List<String> lines() {
        return lines;
    }

    @Override
    public <S> Optional<S> resumed(Class<S> type) {
        return Optional.ofNullable(left).map(type::cast);
    }

    @Override
    public String dagId() {
        return "dag";
    }

    @Override
    public String runId() {
        return "run";
    }

    @Override
    public String taskId() {
        return taskId;
    }

    @Override
    public int mapIndex() {
        return -1;
    }

    @Override
    public int attempt() {
        return attempt;
    }

    @Override
    public UUID attemptId() {
        return attemptId;
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
        return params;
    }

    @Override
    public System.Logger log() {
        return new Lines(lines);
    }

    @Override
    public boolean isCancelled() {
        return cancelled.isDone();
    }

    @Override
    public void onCancel(Runnable action) {
        var unused = cancelled.thenRun(action);
    }

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
