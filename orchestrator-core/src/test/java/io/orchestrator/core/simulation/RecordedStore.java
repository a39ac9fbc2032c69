package io.orchestrator.core.simulation;

import io.orchestrator.core.engine.EngineStore;
import io.orchestrator.core.engine.TurnWrites;
import io.orchestrator.core.server.ServerRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/** Tells the history everything that the database has done. */
final class RecordedStore extends ForwardingStore {

    private final History history;
    private final Consumer<UUID> hints;

    /** @param hints is told which server did what others may want to know of */
    RecordedStore(EngineStore database, History history, Consumer<UUID> hints) {
        super(database);
        this.history = history;
        this.hints = hints;
    }

    @Override
    public Instant openServer(ServerRecord server, Duration lease) {
        Instant now = next.openServer(server, lease);
        history.leases().serverOpened(server, lease);
        return now;
    }

    @Override
    public Instant renewServer(UUID serverId, Duration lease) {
        Instant now = next.renewServer(serverId, lease);
        history.leases().serverRenewed(serverId, lease);
        return now;
    }

    @Override
    public void moveServer(UUID serverId, ServerRecord.State state) {
        next.moveServer(serverId, state);
        history.leases().serverMoved(serverId, state);
    }

    @Override
    public List<ServerRecord> openServers() {
        List<ServerRecord> open = next.openServers();
        history.leases().serversSeen(open);
        return open;
    }

    @Override
    public List<String> claimDags(UUID serverId, Collection<String> dagIds) {
        List<String> claimed = next.claimDags(serverId, dagIds);
        history.owners().claimed(serverId, claimed);
        return claimed;
    }

    @Override
    public List<String> giveDags(UUID from, UUID to, Collection<String> dagIds) {
        List<String> given = next.giveDags(from, to, dagIds);
        history.owners().given(from, to, given);
        hints.accept(from);
        return given;
    }

    @Override
    public Set<UUID> renewLeases(Collection<UUID> sessionIds, Duration lease) {
        Set<UUID> renewed = next.renewLeases(sessionIds, lease);
        history.leases().sessionsRenewed(renewed, lease);
        return renewed;
    }

    @Override
    public List<UUID> expireLeases() {
        List<UUID> lost = next.expireLeases();
        history.leases().sessionsExpired(lost);
        return lost;
    }

    @Override
    public CommitResult commit(TurnWrites writes) {
        CommitResult result = next.commit(writes);
        if (result.committed()) {
            history.committed(writes);
            if (!writes.letters().isEmpty()
                    || !writes.answers().isEmpty()
                    || !writes.dags().isEmpty()) {
                hints.accept(writes.serverId());
            }
        }
        return result;
    }
}
