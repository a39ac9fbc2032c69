package io.orchestrator.core.engine;

import io.orchestrator.core.decide.Admission;
import io.orchestrator.core.worker.WorkerSession;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The open worker sessions. When each was heard of last only tells when to ask the database, which alone judges
 * leases.
 */
final class Sessions {

    private final Map<UUID, WorkerSession> open = new LinkedHashMap<>();
    private final Map<UUID, Instant> heard = new LinkedHashMap<>();
    private final Map<UUID, Integer> credit = new HashMap<>();
    private Instant listened = Instant.MIN;

    /**
     * Takes what is stored. Silence goes on where it was when this server heard last: time in which nobody could be
     * heard counts for nobody, but a worker that is dead does not begin anew with each fault of the database.
     */
    void reload(Collection<WorkerSession> stored, Instant now) {
        Map<UUID, Instant> before = new HashMap<>(heard);
        Duration deaf = listened.equals(Instant.MIN) ? Duration.ZERO : Duration.between(listened, now);
        open.clear();
        heard.clear();
        for (WorkerSession session : stored) {
            Instant last = before.get(session.sessionId());
            open.put(session.sessionId(), session);
            heard.put(session.sessionId(), last == null ? now : last.plus(deaf));
        }
        credit.clear();
        listened = now;
    }

    void put(WorkerSession session, Instant now) {
        open.put(session.sessionId(), session);
        heard.put(session.sessionId(), now);
    }

    /** As another server has written it; when it was heard of here stays. */
    void update(WorkerSession session, Instant now) {
        open.put(session.sessionId(), session);
        heard.putIfAbsent(session.sessionId(), now);
    }

    /** How many attempts this server may have at a worker, as the worker said last. */
    void credit(UUID sessionId, int attempts) {
        if (open.containsKey(sessionId)) {
            credit.put(sessionId, attempts);
        }
    }

    void heard(UUID sessionId, Instant now) {
        heard.replace(sessionId, now);
    }

    /** This server could hear until now: its turn was written. */
    void listened(Instant now) {
        listened = now;
    }

    /** When this server heard of a session last, or null: it does not know it. */
    @Nullable
    Instant heardAt(UUID sessionId) {
        return heard.get(sessionId);
    }

    /** The names of the workers that serve a queue, but take nothing new. */
    List<String> draining(String queue) {
        return open.values().stream()
                .filter(session -> session.state() != WorkerSession.State.LIVE)
                .filter(session -> session.queues().contains(queue))
                .map(WorkerSession::name)
                .toList();
    }

    @Nullable
    WorkerSession get(UUID sessionId) {
        return open.get(sessionId);
    }

    @Nullable
    WorkerSession remove(UUID sessionId) {
        heard.remove(sessionId);
        credit.remove(sessionId);
        return open.remove(sessionId);
    }

    Collection<WorkerSession> all() {
        return open.values();
    }

    boolean anySilentFor(Duration time, Instant now) {
        return heard.values().stream().anyMatch(at -> at.plus(time).isBefore(now));
    }

    /**
     * What each session may still take.
     *
     * @param alone there is no other server: a worker that has not said anything yet is all this one's
     */
    List<Admission.Capacity> capacities(RunCache runs, boolean alone) {
        List<Admission.Capacity> capacities = new ArrayList<>();
        for (WorkerSession session : open.values()) {
            if (session.state() == WorkerSession.State.LIVE) {
                int held = runs.heldBy(session.sessionId()).size();
                int unsaid = alone ? session.slots() + session.prefetch() : 0;
                capacities.add(new Admission.Capacity(
                        session.sessionId(),
                        session.queues(),
                        session.capabilities(),
                        session.slots(),
                        credit.getOrDefault(session.sessionId(), unsaid),
                        held));
            }
        }
        return capacities;
    }
}
