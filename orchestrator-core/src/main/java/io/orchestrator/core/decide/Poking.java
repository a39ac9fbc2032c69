package io.orchestrator.core.decide;

import io.orchestrator.core.task.PokeDelay;
import io.orchestrator.core.task.TaskEvent;
import io.orchestrator.core.task.TaskInstance;
import io.orchestrator.core.task.Waiting;
import io.orchestrator.protocol.graph.PokeSpec;
import io.orchestrator.protocol.worker.Report;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a look of a sensor means that has not found anything, or has failed. */
final class Poking {

    private final PokeSpec spec;
    private final TaskInstance instance;
    private final String seedKey;
    private final Instant now;

    /**
     * @param instance whose attempt it was
     * @param seedKey names DAG, task and run
     */
    Poking(PokeSpec spec, TaskInstance instance, String seedKey, Instant now) {
        this.spec = spec;
        this.instance = instance;
        this.seedKey = seedKey;
        this.now = now;
    }

    /**
     * It times out strictly after its timeout, counted from its first look across retries. One that says when it wants to look
     * again does so, whatever its timeout.
     *
     * @param next when it wants to look again, or null
     */
    TaskEvent notYet(Report.@Nullable When next) {
        if (next != null) {
            return new TaskEvent.Rescheduled(next.from(now));
        }
        Duration elapsed = elapsed();
        if (elapsed.compareTo(spec.timeout()) > 0) {
            return gaveUp(new Report.Failure(
                    Report.Failure.Kind.TIMEOUT,
                    "it has not found what it looks for within its timeout of " + spec.timeout(),
                    null));
        }
        Waiting before = instance.waiting();
        int poke = before == null ? 1 : before.pauses() + 1;
        return new TaskEvent.Rescheduled(now.plus(PokeDelay.of(spec, poke, elapsed, seedKey)));
    }

    private Duration elapsed() {
        Waiting before = instance.waiting();
        Instant first = before == null || before.firstAt() == null ? instance.startedAt() : before.firstAt();
        return first == null ? Duration.ZERO : Duration.between(first, now);
    }

    /** @param retryAt when another try may follow, or null: it is useless */
    TaskEvent failed(Report.Failure failure, @Nullable Instant retryAt) {
        return switch (failure.kind()) {
            case TIMEOUT -> skips() ? gaveUp(failure) : new TaskEvent.Failed(failure, retryAt);
            case NOT_STARTED -> new TaskEvent.Failed(failure, retryAt);
            case EXCEPTION, RUNNER_DIED, BAD_OUTPUT -> retryAt == null ? gaveUp(failure) : ordinary(failure, retryAt);
        };
    }

    private TaskEvent ordinary(Report.Failure failure, Instant retryAt) {
        if (spec.silentFail()) {
            return notYet(null);
        }
        // What was left to go on with is lost with the error: there is nothing to look for any more.
        boolean resumed = instance.waiting() != null && instance.waiting().resume() != null;
        return spec.neverFail() || resumed && spec.softFail()
                ? new TaskEvent.Skipped(failure.message())
                : new TaskEvent.Failed(failure, retryAt);
    }

    private boolean skips() {
        return spec.softFail() || spec.neverFail();
    }

    private TaskEvent gaveUp(Report.Failure failure) {
        return skips() ? new TaskEvent.Skipped(failure.message()) : new TaskEvent.Failed(failure, null);
    }
}
