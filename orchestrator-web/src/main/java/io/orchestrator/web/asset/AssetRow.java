package io.orchestrator.web.asset;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.Immutable;

/** An asset. Read-only: the engine writes it. */
@Entity
@Immutable
@Table(name = "asset")
@SuppressWarnings("NullAway.Init") // Hibernate fills the fields.
public class AssetRow {
    @Id
    private long assetId;

    private String name;

    private String uri;

    private String groupName;

    private String extra;

    private boolean active;

    private Instant createdAt;

    private Instant updatedAt;

    protected AssetRow() {}

    public long assetId() {
        return assetId;
    }

    public String name() {
        return name;
    }

    public String uri() {
        return uri;
    }

    public String groupName() {
        return groupName;
    }

    /** An object as JSON. */
    public String extra() {
        return extra;
    }

    public boolean active() {
        return active;
    }

    public Instant createdAt() {
        return createdAt;
    }

    public Instant updatedAt() {
        return updatedAt;
    }
}
