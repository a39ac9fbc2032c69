package io.orchestrator.core.engine;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some task instances of a DAG.
 *
 * @param runId the run to begin with; null: the runs of the dates
 * @param past with the runs of earlier logical dates
 * @param future with the runs of later logical dates
 * @param from the first logical date, or null; counts without {@code runId} alone
 * @param until the last logical date, or null
 * @param items the tasks to begin with; empty: all
 * @param upstream with everything upstream of them
 * @param downstream with everything downstream of them
 * @param onlyFailed of all these only those that failed; together with {@code onlyRunning} both
 * @param onlyRunning of all these only those that are running
 */
public record Selection(
        @Nullable String runId,
        boolean past,
        boolean future,
        @Nullable Instant from,
        @Nullable Instant until,
        List<Item> items,
        boolean upstream,
        boolean downstream,
        boolean onlyFailed,
        boolean onlyRunning) {

    public Selection {
        items = List.copyOf(items);
    }

    /**
     * A task.
     *
     * @param mapIndex one map index of it, or null: all
     */
    public record Item(String taskId, @Nullable Integer mapIndex) {}

    /** Everything of one run. */
    public static Selection ofRun(String runId) {
        return new Selection(runId, false, false, null, null, List.of(), false, false, false, false);
    }

    /** Everything of the runs between two logical dates, both included. */
    public static Selection ofDates(@Nullable Instant from, @Nullable Instant until) {
        return new Selection(null, false, false, from, until, List.of(), false, false, false, false);
    }

    /** The same of the runs before and after it too. */
    public Selection across(boolean withPast, boolean withFuture) {
        return new Selection(
                runId, withPast, withFuture, from, until, items, upstream, downstream, onlyFailed, onlyRunning);
    }

    /** Only these tasks of it, with what is before or after them. */
    public Selection tasks(List<Item> some, boolean withUpstream, boolean withDownstream) {
        return new Selection(
                runId, past, future, from, until, some, withUpstream, withDownstream, onlyFailed, onlyRunning);
    }

    /** Whole tasks, and nothing else. */
    public Selection tasks(String... taskIds) {
        return tasks(List.of(taskIds).stream().map(id -> new Item(id, null)).toList(), upstream, downstream);
    }

    public Selection withDownstream() {
        return tasks(items, upstream, true);
    }

    /** Only what is in these states. */
    public Selection only(boolean failed, boolean running) {
        return new Selection(runId, past, future, from, until, items, upstream, downstream, failed, running);
    }
}
