package io.orchestrator.spark;

import io.orchestrator.sdk.DataInterval;
import io.orchestrator.sdk.Params;
import io.orchestrator.sdk.TaskContext;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** An attempt of a try, with what the one before left. */
final class TryContext implements TaskContext {

    private final String task;
    private final int number;
    private final @Nullable Object left;
    private final CompletableFuture<Void> cancelled = new CompletableFuture<>();

    TryContext(String task, int number, @Nullable Object left) {
        this.task = task;
        this.number = number;
        this.left = left;
    }

    void cancel() {
        cancelled.complete(null);
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
        return task;
    }

    @Override
    public int mapIndex() {
        return -1;
    }

    @Override
    public int attempt() {
        return number;
    }

    @Override
    public UUID attemptId() {
        return UUID.randomUUID();
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
        return System.getLogger("task");
    }

    @Override
    public boolean isCancelled() {
        return cancelled.isDone();
    }

    @Override
    public void onCancel(Runnable action) {
        var unused = cancelled.thenRun(action);
    }
}
