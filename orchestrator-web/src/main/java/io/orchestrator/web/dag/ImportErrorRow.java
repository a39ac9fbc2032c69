package io.orchestrator.web.dag;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** Why a DAG source or a whole bundle could not be described. Read-only. */
@Entity
@Immutable
@Table(name = "import_error")
@SuppressWarnings("NullAway.Init") // Hibernate fills the fields.
public class ImportErrorRow {
    @Id
    private UUID id;

    private String bundle;

    private String source;

    private @Nullable String build;

    private String message;

    private String detail;

    private Instant at;

    protected ImportErrorRow() {}

    public UUID id() {
        return id;
    }

    public String bundle() {
        return bundle;
    }

    /** The class that should define a DAG, or the bundle's name. */
    public String source() {
        return source;
    }

    public @Nullable String build() {
        return build;
    }

    public String message() {
        return message;
    }

    /** A stack trace for the author, or empty. */
    public String detail() {
        return detail;
    }

    public Instant at() {
        return at;
    }
}
