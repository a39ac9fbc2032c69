package io.orchestrator.web.asset;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** That an asset was updated. Read-only: the engine writes it. */
@Entity
@Immutable
@Table(name = "asset_event")
@SuppressWarnings("NullAway.Init") // Hibernate fills the fields.
public class AssetEventRow {
    @Id
    private long eventId;

    private long assetId;

    private Instant at;

    private String extra;

    private @Nullable String dagId;

    private @Nullable String taskId;

    private @Nullable String runId;

    private int mapIndex;

    protected AssetEventRow() {}

    public long eventId() {
        return eventId;
    }

    public long assetId() {
        return assetId;
    }

    public Instant at() {
        return at;
    }

    /** An object as JSON. */
    public String extra() {
        return extra;
    }

    public @Nullable String dagId() {
        return dagId;
    }

    public @Nullable String taskId() {
        return taskId;
    }

    public @Nullable String runId() {
        return runId;
    }

    public int mapIndex() {
        return mapIndex;
    }
}
