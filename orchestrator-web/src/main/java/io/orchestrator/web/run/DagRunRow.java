package io.orchestrator.web.run;

import io.orchestrator.core.run.RunDeadline;
import io.orchestrator.protocol.Json;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** A run of a DAG. Read-only: the engine writes it. */
@Entity
@Immutable
@Table(name = "dag_run")
@SuppressWarnings("NullAway.Init") // Hibernate fills the fields.
public class DagRunRow {
    @Id
    private long runKey;

    private String dagId;

    private String runId;

    private String runType;

    private String state;

    private @Nullable String stateReason;

    private @Nullable Instant logicalDate;

    private @Nullable Instant intervalStart;

    private @Nullable Instant intervalEnd;

    private Instant runAfter;

    private String params;

    private int version;

    private String build;

    private String triggeredBy;

    private @Nullable String note;

    private int clearNumber;

    private Instant queuedAt;

    private @Nullable Instant startedAt;

    private @Nullable Instant endedAt;

    private String deadlines;

    /** Only asked for in statements: an index has the rows that are not. */
    private boolean settled;

    protected DagRunRow() {}

    public long runKey() {
        return runKey;
    }

    public String dagId() {
        return dagId;
    }

    public String runId() {
        return runId;
    }

    /** The key of a {@code RunType}. */
    public String runType() {
        return runType;
    }

    /** The key of a {@code DagRunState}. */
    public String state() {
        return state;
    }

    public @Nullable String stateReason() {
        return stateReason;
    }

    public @Nullable Instant logicalDate() {
        return logicalDate;
    }

    public @Nullable Instant intervalStart() {
        return intervalStart;
    }

    public @Nullable Instant intervalEnd() {
        return intervalEnd;
    }

    public Instant runAfter() {
        return runAfter;
    }

    /** A JSON object. */
    public String params() {
        return params;
    }

    public int version() {
        return version;
    }

    public String build() {
        return build;
    }

    public String triggeredBy() {
        return triggeredBy;
    }

    public @Nullable String note() {
        return note;
    }

    public int clearNumber() {
        return clearNumber;
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

    /** By when it should have ended, in the order of their definition. */
    public List<RunDeadline> deadlines() {
        return List.of(Json.MAPPER.readValue(deadlines, RunDeadline[].class));
    }

    /** Whether it has missed a deadline. */
    public boolean isLate() {
        return deadlines().stream().anyMatch(deadline -> deadline.missed() != null);
    }
}
