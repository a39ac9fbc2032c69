package io.orchestrator.web.backfill;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** A backfill without its dates. Read-only: the engine writes it. */
@Entity
@Immutable
@Table(name = "backfill")
@SuppressWarnings("NullAway.Init") // Hibernate fills the fields.
class BackfillRow {
    @Id
    private long backfillId;

    private String dagId;

    private Instant fromDate;

    private Instant toDate;

    private String reprocess;

    private boolean backwards;

    private boolean newestVersion;

    private int maxActiveRuns;

    private String params;

    private int planned;

    private boolean paused;

    private String createdBy;

    private Instant createdAt;

    private Instant updatedAt;

    private @Nullable Instant completedAt;

    protected BackfillRow() {}

    long backfillId() {
        return backfillId;
    }

    String dagId() {
        return dagId;
    }

    Instant fromDate() {
        return fromDate;
    }

    Instant toDate() {
        return toDate;
    }

    /** The key of a {@code Reprocess}. */
    String reprocess() {
        return reprocess;
    }

    boolean backwards() {
        return backwards;
    }

    boolean newestVersion() {
        return newestVersion;
    }

    int maxActiveRuns() {
        return maxActiveRuns;
    }

    /** A JSON object. */
    String params() {
        return params;
    }

    /** How many dates it runs. */
    int planned() {
        return planned;
    }

    boolean paused() {
        return paused;
    }

    String createdBy() {
        return createdBy;
    }

    Instant createdAt() {
        return createdAt;
    }

    Instant updatedAt() {
        return updatedAt;
    }

    @Nullable
    Instant completedAt() {
        return completedAt;
    }
}
