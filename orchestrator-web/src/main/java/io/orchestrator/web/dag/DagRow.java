package io.orchestrator.web.dag;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** A DAG. Read-only: the engine writes it. */
@Entity
@Immutable
@Table(name = "dag")
@SuppressWarnings("NullAway.Init") // Hibernate fills the fields.
public class DagRow {
    @Id
    private String dagId;

    private String bundle;

    private String source;

    private boolean paused;

    private boolean active;

    private int version;

    private String build;

    private @Nullable String description;

    private List<String> tags;

    private List<String> owners;

    private String schedule;

    private Instant createdAt;

    private Instant lastDescribed;

    protected DagRow() {}

    public String dagId() {
        return dagId;
    }

    public String bundle() {
        return bundle;
    }

    /** The class that defines it. */
    public String source() {
        return source;
    }

    public boolean paused() {
        return paused;
    }

    /** The bundle's newest build has it. */
    public boolean active() {
        return active;
    }

    /** The newest one. */
    public int version() {
        return version;
    }

    /** The newest one. */
    public String build() {
        return build;
    }

    public @Nullable String description() {
        return description;
    }

    public List<String> tags() {
        return tags;
    }

    public List<String> owners() {
        return owners;
    }

    /** One phrase for people. */
    public String schedule() {
        return schedule;
    }

    public Instant createdAt() {
        return createdAt;
    }

    public Instant lastDescribed() {
        return lastDescribed;
    }
}
