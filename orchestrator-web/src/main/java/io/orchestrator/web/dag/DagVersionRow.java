package io.orchestrator.web.dag;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import org.hibernate.annotations.Immutable;

/** A distinct graph of a DAG. Read-only: the engine writes it. */
@Entity
@Immutable
@Table(name = "dag_version")
@IdClass(DagVersionRow.Key.class)
@SuppressWarnings("NullAway.Init") // Hibernate fills the fields.
public class DagVersionRow {
    @Id
    private String dagId;

    @Id
    private int version;

    private String graphHash;

    private String graph;

    private Instant createdAt;

    protected DagVersionRow() {}

    public String dagId() {
        return dagId;
    }

    public int version() {
        return version;
    }

    public String graphHash() {
        return graphHash;
    }

    /** A {@code DagGraph} as JSON; see {@link DagGraphs}. */
    public String graph() {
        return graph;
    }

    public Instant createdAt() {
        return createdAt;
    }

    /** What identifies it. */
    public record Key(String dagId, int version) implements Serializable {}
}
