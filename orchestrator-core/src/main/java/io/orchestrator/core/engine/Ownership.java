package io.orchestrator.core.engine;

import io.orchestrator.core.engine.EngineStore.LeaseLost;
import io.orchestrator.core.server.ServerRecord;
import io.orchestrator.protocol.worker.ServerAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This server among the others: its lease, and the DAGs that it owns under it.
 *
 * <p>Its own clock only has to tick evenly; what time it is the database says with each renewal.
 *
 * <p>Nobody takes a DAG from a server whose row is open, and every commit holds that row: that is the fence between servers.
 */
final class Ownership {

    private static final Logger log = LoggerFactory.getLogger(Ownership.class);

    private final EngineStore store;
    private final Duration lease;
    private final IdSource ids;
    private final Clock clock;
    private final Predicate<ServerRecord> gone;
    private final Set<String> owned = new HashSet<>();
    private ServerRecord self;
    private boolean open;
    private boolean company;
    private Instant renewed = Instant.MIN;
    private Duration ahead = Duration.ZERO;
    private List<ServerRecord> servers = List.of();

    /**
     * @param self this server; each opening gives it another id
     * @param gone whether it is certain that a server's process has ended
     */
    Ownership(
            EngineStore store,
            Duration lease,
            IdSource ids,
            Clock clock,
            ServerRecord self,
            Predicate<ServerRecord> gone) {
        this.store = store;
        this.lease = lease;
        this.ids = ids;
        this.clock = clock;
        this.self = self;
        this.gone = gone;
    }

    UUID serverId() {
        return self.serverId();
    }

    /** Every open server, this one among them. */
    List<ServerRecord> servers() {
        return servers;
    }

    /** Where workers reach every open server. */
    List<ServerAddress> addresses() {
        return servers.stream()
                .map(server -> new ServerAddress(server.serverId(), server.url()))
                .toList();
    }

    /** Others are there, or were at the look before: what they have written has to be read. */
    boolean hasCompany() {
        return company;
    }

    boolean isAlone() {
        return servers.size() <= 1;
    }

    boolean owns(String dagId) {
        return owned.contains(dagId);
    }

    Set<String> owned() {
        return owned;
    }

    void add(Collection<String> dagIds) {
        owned.addAll(dagIds);
    }

    void remove(Collection<String> dagIds) {
        owned.removeAll(dagIds);
    }

    /** Renews the lease if this server still has one, or opens it anew; what it owned has to be read again. */
    void open() {
        owned.clear();
        Instant sent = clock.instant();
        if (!open || !renews()) {
            store.openServers().stream().filter(gone).forEach(dead -> {
                log.info("server {} at {} is dead: its process {} has ended", dead.serverId(), dead.url(), dead.pid());
                store.moveServer(dead.serverId(), ServerRecord.State.LOST);
            });
            self = self.withId(ids.uuid(sent));
            renewed(sent, store.openServer(self, lease));
            open = true;
        }
        look();
    }

    private boolean renews() {
        try {
            renew();
            return true;
        } catch (LeaseLost e) {
            return false;
        }
    }

    /** @throws LeaseLost if it was taken away */
    void renew() {
        Instant sent = clock.instant();
        renewed(sent, store.renewServer(self.serverId(), lease));
    }

    private void renewed(Instant sent, Instant databaseTime) {
        renewed = sent;
        ahead = Duration.between(clock.instant(), databaseTime);
    }

    /**
     * The database's time when this server's clock shows that time. All servers decide by it: what one of them has set a retry
     * or a date to means the same to the next.
     */
    Instant databaseTime(Instant own) {
        return own.plus(ahead);
    }

    /** What this server's clock shows when it is that time for the database. */
    Instant ownTime(Instant database) {
        return database.minus(ahead);
    }

    /** Renews the lease where a part of it has gone by, as while many runs are read. */
    void renewIfOld() {
        if (!renewed.plus(lease.dividedBy(4)).isAfter(clock.instant())) {
            renew();
        }
    }

    /** Whether others may have taken this server for dead since it renewed last. Judged early, by its own clock. */
    boolean isDoubtful() {
        return !renewed.plus(lease.dividedBy(4).multipliedBy(3)).isAfter(clock.instant());
    }

    /** Looks who is there. */
    void look() {
        boolean before = !isAlone();
        servers = store.openServers();
        company = before || !isAlone();
    }

    /** The next opening begins under another id. */
    void lose() {
        open = false;
        owned.clear();
    }

    /** The DAGs of these that no open server owns, as far as this server knows. */
    List<String> ownerless(Collection<OwnedDag> dags) {
        Set<UUID> there = new HashSet<>();
        servers.forEach(server -> there.add(server.serverId()));
        return dags.stream()
                .filter(dag -> dag.owner() == null || !there.contains(dag.owner()))
                .map(dag -> dag.dag().dagId())
                .toList();
    }

    /** How many DAGs this server may take so that the live ones share them evenly. */
    int room(int dags) {
        long live = live().count();
        return live == 0 ? 0 : (int) ((dags + live - 1) / live) - owned.size();
    }

    /** The live server that has the fewest DAGs, if evening out with it is worth a move; with how many DAGs it takes. */
    @Nullable
    Move move(Collection<OwnedDag> dags) {
        Map<UUID, Integer> counts = counts(dags);
        UUID fewest = null;
        for (UUID other : counts.keySet()) {
            if (fewest == null || counts.getOrDefault(other, 0) < counts.getOrDefault(fewest, 0)) {
                fewest = other;
            }
        }
        if (fewest == null) {
            return null;
        }
        int most = (owned.size() - counts.getOrDefault(fewest, 0)) / 2;
        return most > 0 ? new Move(fewest, most) : null;
    }

    /** To which other live servers a leaving server gives its DAGs: in turn. Empty if there is none. */
    List<UUID> heirs() {
        return live().map(ServerRecord::serverId)
                .filter(id -> !id.equals(self.serverId()))
                .toList();
    }

    private Map<UUID, Integer> counts(Collection<OwnedDag> dags) {
        Map<UUID, Integer> counts = new HashMap<>();
        heirs().forEach(id -> counts.put(id, 0));
        for (OwnedDag dag : dags) {
            if (dag.owner() != null) {
                counts.computeIfPresent(dag.owner(), (id, count) -> count + 1);
            }
        }
        return counts;
    }

    private Stream<ServerRecord> live() {
        return servers.stream().filter(server -> server.state() == ServerRecord.State.LIVE);
    }

    /** So many DAGs to that server. */
    record Move(UUID to, int dags) {}
}
