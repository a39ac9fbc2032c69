package io.orchestrator.web.dag;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** Where a DAG's schedule stands. Read-only: the engine writes it. */
@Entity
@Immutable
@Table(name = "dag_schedule")
@SuppressWarnings("NullAway.Init") // Hibernate fills the fields.
public class DagScheduleRow {
    @Id
    private String dagId;

    private Instant activatedAt;

    private @Nullable Instant lastSlot;

    private @Nullable Instant nextDue;

    private @Nullable Instant nextDate;

    private @Nullable Instant nextStart;

    private @Nullable Instant nextEnd;

    protected DagScheduleRow() {}

    public String dagId() {
        return dagId;
    }

    public Instant activatedAt() {
        return activatedAt;
    }

    public @Nullable Instant lastSlot() {
        return lastSlot;
    }

    /** Null: there is no next run. */
    public @Nullable Instant nextDue() {
        return nextDue;
    }

    /** The next run's logical date. */
    public @Nullable Instant nextDate() {
        return nextDate;
    }

    /** Where its data interval begins. */
    public @Nullable Instant nextStart() {
        return nextStart;
    }

    /** Where its data interval ends. */
    public @Nullable Instant nextEnd() {
        return nextEnd;
    }
}
