package io.orchestrator.sdk;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The first attempt of a run about nothing in particular. */
class NoContext implements TaskContext {

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
        return System.getLogger("task");
    }

    @Override
    public boolean isCancelled() {
        return false;
    }

    @Override
    public void onCancel(Runnable action) {}
}
