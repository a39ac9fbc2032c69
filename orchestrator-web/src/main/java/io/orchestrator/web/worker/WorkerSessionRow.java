package io.orchestrator.web.worker;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** A worker's session. Read-only: the engine writes it. The hash of its token is left out on purpose. */
@Entity
@Immutable
@Table(name = "worker_session")
@SuppressWarnings("NullAway.Init") // Hibernate fills the fields.
public class WorkerSessionRow {
    @Id
    private UUID sessionId;

    private String name;

    private String host;

    private long pid;

    private String workerVersion;

    private int protocolVersion;

    private List<String> queues;

    private int slots;

    private int prefetch;

    private String state;

    private Instant registeredAt;

    private Instant heartbeatAt;

    private Instant leaseUntil;

    private @Nullable Instant endedAt;

    protected WorkerSessionRow() {}

    public UUID sessionId() {
        return sessionId;
    }

    public String name() {
        return name;
    }

    public String host() {
        return host;
    }

    public long pid() {
        return pid;
    }

    public String workerVersion() {
        return workerVersion;
    }

    public int protocolVersion() {
        return protocolVersion;
    }

    public List<String> queues() {
        return queues;
    }

    public int slots() {
        return slots;
    }

    public int prefetch() {
        return prefetch;
    }

    /** live, draining, ended or lost. */
    public String state() {
        return state;
    }

    public Instant registeredAt() {
        return registeredAt;
    }

    public Instant heartbeatAt() {
        return heartbeatAt;
    }

    public Instant leaseUntil() {
        return leaseUntil;
    }

    public @Nullable Instant endedAt() {
        return endedAt;
    }
}
