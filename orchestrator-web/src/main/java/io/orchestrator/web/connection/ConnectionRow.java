package io.orchestrator.web.connection;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** A connection, its secrets sealed. Read-only. */
@Entity
@Immutable
@Table(name = "connection")
@SuppressWarnings("NullAway.Init") // Hibernate fills the fields.
public class ConnectionRow {
    @Id
    private String connectionId;

    private String connType;

    private @Nullable String description;

    private @Nullable String host;

    private @Nullable Integer port;

    private @Nullable String login;

    private @Nullable String dbSchema;

    private @Nullable String password;

    private @Nullable String extra;

    private Instant changedAt;

    protected ConnectionRow() {}

    public String connectionId() {
        return connectionId;
    }

    public String connType() {
        return connType;
    }

    public @Nullable String description() {
        return description;
    }

    public @Nullable String host() {
        return host;
    }

    public @Nullable Integer port() {
        return port;
    }

    public @Nullable String login() {
        return login;
    }

    public @Nullable String dbSchema() {
        return dbSchema;
    }

    public boolean hasPassword() {
        return password != null;
    }

    public boolean hasExtra() {
        return extra != null;
    }

    public Instant changedAt() {
        return changedAt;
    }
}
