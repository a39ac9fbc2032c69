package io.orchestrator.web.task;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** One hand-over of a task instance to a worker. Read-only: the engine writes it. */
@Entity
@Immutable
@Table(name = "task_attempt")
@IdClass(TaskAttemptRow.Key.class)
@SuppressWarnings("NullAway.Init") // Hibernate fills the fields.
public class TaskAttemptRow {
    @Id
    private long runKey;

    @Id
    private UUID attemptId;

    private String taskId;

    private int mapIndex;

    private int tryNumber;

    private String state;

    private UUID sessionId;

    private String build;

    private Instant queuedAt;

    private @Nullable Instant startedAt;

    private @Nullable Instant endedAt;

    private @Nullable String failure;

    protected TaskAttemptRow() {}

    public long runKey() {
        return runKey;
    }

    public UUID attemptId() {
        return attemptId;
    }

    public String taskId() {
        return taskId;
    }

    public int mapIndex() {
        return mapIndex;
    }

    public int tryNumber() {
        return tryNumber;
    }

    /** The key of an {@code AttemptState}. */
    public String state() {
        return state;
    }

    public UUID sessionId() {
        return sessionId;
    }

    public String build() {
        return build;
    }

    public Instant queuedAt() {
        return queuedAt;
    }

    public @Nullable Instant startedAt() {
        return startedAt;
    }

    public @Nullable Instant endedAt() {
        return endedAt;
    }

    /** A {@code Report.Failure} as JSON. */
    public @Nullable String failure() {
        return failure;
    }

    /** What identifies it. */
    public record Key(long runKey, UUID attemptId) implements Serializable {}
}
