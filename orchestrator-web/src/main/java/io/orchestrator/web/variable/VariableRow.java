package io.orchestrator.web.variable;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** A variable, its value sealed. Read-only. */
@Entity
@Immutable
@Table(name = "variable")
@SuppressWarnings("NullAway.Init") // Hibernate fills the fields.
public class VariableRow {
    @Id
    private String key;

    private boolean secret;

    private @Nullable String description;

    private Instant changedAt;

    protected VariableRow() {}

    public String key() {
        return key;
    }

    public boolean secret() {
        return secret;
    }

    public @Nullable String description() {
        return description;
    }

    public Instant changedAt() {
        return changedAt;
    }
}
