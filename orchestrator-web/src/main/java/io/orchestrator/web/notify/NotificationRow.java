package io.orchestrator.web.notify;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** A notification and what became of it. Read-only. */
@Entity
@Immutable
@Table(name = "notification")
@SuppressWarnings("NullAway.Init") // Hibernate fills the fields.
public class NotificationRow {
    @Id
    private UUID id;

    private Instant at;

    private String kind;

    private String channel;

    private @Nullable String dagId;

    private @Nullable String runId;

    private @Nullable String taskId;

    private int mapIndex;

    private String title;

    private String detail;

    private String state;

    private int tries;

    private Instant nextTryAt;

    private @Nullable String lastError;

    private @Nullable Instant deliveredAt;

    protected NotificationRow() {}

    public UUID id() {
        return id;
    }

    public Instant at() {
        return at;
    }

    public String kind() {
        return kind;
    }

    public String channel() {
        return channel;
    }

    public @Nullable String dagId() {
        return dagId;
    }

    public @Nullable String runId() {
        return runId;
    }

    public @Nullable String taskId() {
        return taskId;
    }

    public int mapIndex() {
        return mapIndex;
    }

    public String title() {
        return title;
    }

    /** A JSON object. */
    public String detail() {
        return detail;
    }

    /** {@code pending}, {@code delivered} or {@code dead}. */
    public String state() {
        return state;
    }

    public int tries() {
        return tries;
    }

    public Instant nextTryAt() {
        return nextTryAt;
    }

    public @Nullable String lastError() {
        return lastError;
    }

    public @Nullable Instant deliveredAt() {
        return deliveredAt;
    }
}
