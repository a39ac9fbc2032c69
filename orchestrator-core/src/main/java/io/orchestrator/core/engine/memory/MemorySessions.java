package io.orchestrator.core.engine.memory;

import io.orchestrator.core.engine.TurnWrites;
import io.orchestrator.core.worker.WorkerSession;
import io.orchestrator.core.worker.WorkerSession.State;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Worker sessions and their leases. */
final class MemorySessions {

    private record Leased(WorkerSession session, Instant leaseUntil) {
        boolean isOpen() {
            return session.state() == State.LIVE || session.state() == State.DRAINING;
        }

        Leased until(Instant end) {
            return new Leased(session, end);
        }

        Leased in(State state) {
            return new Leased(session.withState(state), leaseUntil);
        }
    }

    private final InstantSource clock;
    private final Map<UUID, Leased> sessions = new LinkedHashMap<>();

    MemorySessions(InstantSource clock) {
        this.clock = clock;
    }

    void check(List<WorkerSession> opened) {
        Set<UUID> ids = new HashSet<>(sessions.keySet());
        Set<String> tokens = new HashSet<>();
        sessions.values().forEach(stored -> tokens.add(stored.session().tokenHash()));
        for (WorkerSession session : opened) {
            RowChecks.require(ids.add(session.sessionId()), "is there already", session);
            RowChecks.require(tokens.add(session.tokenHash()), "has another session's token", session);
        }
    }

    void write(TurnWrites writes) {
        Instant end = clock.instant().plus(writes.lease());
        writes.sessionsOpened().forEach(session -> sessions.put(session.sessionId(), new Leased(session, end)));
        for (WorkerSession changed : writes.sessionsChanged()) {
            Leased stored = sessions.get(changed.sessionId());
            if (stored != null && stored.isOpen()) {
                sessions.put(changed.sessionId(), stored.in(changed.state()));
            }
        }
    }

    List<WorkerSession> open() {
        return sessions.values().stream()
                .filter(Leased::isOpen)
                .map(Leased::session)
                .toList();
    }

    Set<UUID> renew(Collection<UUID> sessionIds, Duration lease) {
        Instant end = clock.instant().plus(lease);
        Set<UUID> renewed = new HashSet<>();
        for (UUID id : sessionIds) {
            Leased stored = sessions.get(id);
            if (stored != null && stored.isOpen()) {
                sessions.put(id, stored.until(end));
                renewed.add(id);
            }
        }
        return Set.copyOf(renewed);
    }

    List<UUID> expire() {
        Instant now = clock.instant();
        List<UUID> lost = new ArrayList<>();
        sessions.replaceAll((id, stored) -> {
            if (!stored.isOpen() || !stored.leaseUntil().isBefore(now)) {
                return stored;
            }
            lost.add(id);
            return stored.in(State.LOST);
        });
        return List.copyOf(lost);
    }
}
