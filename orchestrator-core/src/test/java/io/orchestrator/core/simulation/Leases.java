package io.orchestrator.core.simulation;

import io.orchestrator.core.server.ServerRecord;
import io.orchestrator.core.worker.WorkerSession;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/** The leases of servers and sessions by true time. Nobody may lose one that has not ended. */
final class Leases {

    private final Timeline timeline;
    private final LongPredicate processLives;
    private final Map<UUID, ServerRow> servers = new LinkedHashMap<>();
    private final Map<UUID, SessionRow> sessions = new LinkedHashMap<>();

    private record ServerRow(ServerRecord server, long until) {}

    private record SessionRow(WorkerSession session, long until) {}

    Leases(Timeline timeline, LongPredicate processLives) {
        this.timeline = timeline;
        this.processLives = processLives;
    }

    private long end(Duration lease) {
        return timeline.now() + lease.toNanos() / 1_000;
    }

    void serverOpened(ServerRecord server, Duration lease) {
        servers.put(server.serverId(), new ServerRow(server, end(lease)));
    }

    void serverRenewed(UUID serverId, Duration lease) {
        servers.computeIfPresent(serverId, (id, row) -> new ServerRow(row.server(), end(lease)));
    }

    void serverMoved(UUID serverId, ServerRecord.State state) {
        ServerRow row = servers.get(serverId);
        if (row == null || state == ServerRecord.State.LIVE || state == ServerRecord.State.DRAINING) {
            return;
        }
        if (state == ServerRecord.State.LOST
                && row.until() >= timeline.now()
                && processLives.test(row.server().pid())) {
            throw new Broken("server " + row.server().url() + " was taken for dead while its process and lease lived");
        }
        servers.remove(serverId);
    }

    /** These are open; every other one must have had an end to its lease. */
    void serversSeen(List<ServerRecord> open) {
        Set<UUID> seen = new HashSet<>();
        open.forEach(server -> seen.add(server.serverId()));
        servers.values().removeIf(row -> {
            boolean over = !seen.contains(row.server().serverId());
            if (over && row.until() >= timeline.now()) {
                throw new Broken("server %s lost a lease that had %d ms left"
                        .formatted(row.server().url(), (row.until() - timeline.now()) / Timeline.MILLI));
            }
            return over;
        });
    }

    /** One of the open servers, or null: there is none. */
    @Nullable
    UUID anyServer() {
        return servers.isEmpty() ? null : servers.keySet().iterator().next();
    }

    boolean isServerOpen(UUID serverId) {
        return servers.containsKey(serverId);
    }

    void sessionOpened(WorkerSession session, Duration lease) {
        sessions.put(session.sessionId(), new SessionRow(session, end(lease)));
    }

    void sessionsRenewed(Collection<UUID> renewed, Duration lease) {
        for (UUID id : renewed) {
            sessions.computeIfPresent(id, (key, row) -> new SessionRow(row.session(), end(lease)));
        }
    }

    void sessionsExpired(List<UUID> lost) {
        for (UUID id : lost) {
            SessionRow row = sessions.remove(id);
            if (row != null && row.until() >= timeline.now()) {
                throw new Broken("worker %s lost a lease that had %d ms left"
                        .formatted(row.session().name(), (row.until() - timeline.now()) / Timeline.MILLI));
            }
        }
    }

    void sessionChanged(WorkerSession changed) {
        switch (changed.state()) {
            case LIVE, DRAINING ->
                sessions.computeIfPresent(changed.sessionId(), (id, row) -> new SessionRow(changed, row.until()));
            case ENDED, LOST -> sessions.remove(changed.sessionId());
        }
    }

    boolean isSessionOpen(UUID sessionId) {
        return sessions.containsKey(sessionId);
    }

    /** An open session, or null. */
    @Nullable
    WorkerSession session(UUID sessionId) {
        SessionRow row = sessions.get(sessionId);
        return row == null ? null : row.session();
    }

    /** The sessions that are open as the database has it. */
    List<WorkerSession> openSessions() {
        return sessions.values().stream().map(SessionRow::session).toList();
    }
}
