package io.orchestrator.web.task;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

/** What a successful attempt returned. Read-only; read it by its key, never in a list: it may be large. */
@Entity
@Immutable
@Table(name = "task_output")
@IdClass(TaskOutputRow.Key.class)
@SuppressWarnings("NullAway.Init") // Hibernate fills the fields.
public class TaskOutputRow {
    @Id
    private long runKey;

    @Id
    private UUID attemptId;

    private String value;

    protected TaskOutputRow() {}

    public long runKey() {
        return runKey;
    }

    public UUID attemptId() {
        return attemptId;
    }

    /** JSON. */
    public String value() {
        return value;
    }

    /** What identifies it. */
    public record Key(long runKey, UUID attemptId) implements Serializable {}
}
