package io.orchestrator.web.audit;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** One deed of a person or of the engine. Read-only. */
@Entity
@Immutable
@Table(name = "audit_event")
@SuppressWarnings("NullAway.Init") // Hibernate fills the fields.
public class AuditEventRow {
    @Id
    private UUID id;

    private long number;

    private Instant at;

    private String actor;

    private String action;

    private @Nullable String dagId;

    private @Nullable String runId;

    private @Nullable String taskId;

    private String detail;

    protected AuditEventRow() {}

    public UUID id() {
        return id;
    }

    /** What programs call it by. */
    public long number() {
        return number;
    }

    public Instant at() {
        return at;
    }

    public String actor() {
        return actor;
    }

    public String action() {
        return action;
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

    /** A JSON object. */
    public String detail() {
        return detail;
    }
}
