package io.orchestrator.web.task;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * All instances of one task in one run: one, or the items of a mapped task.
 *
 * @param cell their states and times
 * @param mapped its instances are items
 * @param scheduledAt when the first of them was ready, or null
 * @param reason a sentence where the state alone does not tell, or empty
 * @param maxTries how many attempts of one of them may fail
 */
public record TaskSum(
        TaskCell cell, boolean mapped, @Nullable Instant scheduledAt, String reason, int maxTries) {

    public String taskId() {
        return cell.taskId();
    }

    /** Both together. */
    static TaskSum both(TaskSum one, TaskSum other) {
        var cell = TaskCell.both(one.cell, other.cell);
        return new TaskSum(
                cell,
                one.mapped || other.mapped,
                TaskCell.first(one.scheduledAt, other.scheduledAt),
                cell.state().equals(one.cell.state()) ? one.reason : other.reason,
                Math.max(one.maxTries, other.maxTries));
    }

    /** When it ended, until now if it still runs; null: it never ran. */
    public @Nullable Instant endOr(Instant now) {
        return cell.startedAt() == null ? null : cell.endedAt() == null ? now : cell.endedAt();
    }
}
