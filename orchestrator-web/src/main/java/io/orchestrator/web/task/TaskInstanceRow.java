package io.orchestrator.web.task;

import io.orchestrator.core.task.TaskInstance;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** One task of one run and map index. Read-only: the engine writes it. */
@Entity
@Immutable
@Table(name = "task_instance")
@IdClass(TaskInstanceRow.Key.class)
@SuppressWarnings("NullAway.Init") // Hibernate fills the fields.
public class TaskInstanceRow {
    @Id
    private long runKey;

    @Id
    private String taskId;

    @Id
    private int mapIndex;

    private String state;

    private @Nullable String stateReason;

    private int tryNumber;

    private int maxTries;

    private int lostAttempts;

    private @Nullable UUID attemptId;

    private @Nullable UUID sessionId;

    private @Nullable Instant scheduledAt;

    private @Nullable Instant queuedAt;

    private @Nullable Instant startedAt;

    private @Nullable Instant endedAt;

    private @Nullable Instant retryAt;

    private @Nullable String note;

    protected TaskInstanceRow() {}

    /** As the engine has it, though it may not be stored. */
    static TaskInstanceRow of(TaskInstance instance) {
        var row = new TaskInstanceRow();
        row.runKey = instance.runKey();
        row.taskId = instance.taskId();
        row.mapIndex = instance.mapIndex();
        row.state = instance.state().key();
        row.tryNumber = instance.tryNumber();
        row.maxTries = instance.maxTries();
        return row;
    }

    public Key key() {
        return new Key(runKey, taskId, mapIndex);
    }

    public long runKey() {
        return runKey;
    }

    public String taskId() {
        return taskId;
    }

    /** -1: not mapped. */
    public int mapIndex() {
        return mapIndex;
    }

    /** The key of a {@code TaskState}. */
    public String state() {
        return state;
    }

    public @Nullable String stateReason() {
        return stateReason;
    }

    public int tryNumber() {
        return tryNumber;
    }

    public int maxTries() {
        return maxTries;
    }

    public int lostAttempts() {
        return lostAttempts;
    }

    /** The current attempt, or the last one. */
    public @Nullable UUID attemptId() {
        return attemptId;
    }

    public @Nullable UUID sessionId() {
        return sessionId;
    }

    public @Nullable Instant scheduledAt() {
        return scheduledAt;
    }

    public @Nullable Instant queuedAt() {
        return queuedAt;
    }

    public @Nullable Instant startedAt() {
        return startedAt;
    }

    public @Nullable Instant endedAt() {
        return endedAt;
    }

    public @Nullable Instant retryAt() {
        return retryAt;
    }

    public @Nullable String note() {
        return note;
    }

    /** What identifies it. */
    public record Key(long runKey, String taskId, int mapIndex) implements Serializable {}
}
