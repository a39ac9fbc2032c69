package io.orchestrator.core.simulation;

import io.orchestrator.core.engine.Command;
import io.orchestrator.core.worker.WorkerSession;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What a server's process was told and has read: how many attempts it may have at each worker, and of which DAGs it knows. */
final class Knowledge {

    private final Map<UUID, Credit> credits = new HashMap<>();
    private final Set<String> dags = new HashSet<>();
    private boolean alone;
    private long turns;
    private long readAgainAt;

    /** What it was told since its turn of that number began; of several the largest. */
    private record Credit(long turn, int most) {}

    void turnBegins() {
        turns++;
    }

    /** It drops what it knows and reads it again; what it was told may come once more with a request that was put back. */
    void readAgain() {
        dags.clear();
        readAgainAt = turns;
    }

    void forget() {
        credits.clear();
        dags.clear();
    }

    void hear(Command<?> command) {
        if (command instanceof Command.Beat beat) {
            credit(beat.sessionId(), beat.heartbeat().credit());
        } else if (command instanceof Command.TakeReports take) {
            credit(take.sessionId(), take.reports().credit());
        }
    }

    private void credit(UUID sessionId, int attempts) {
        Credit known = credits.get(sessionId);
        int before = known != null && known.turn() == turns ? known.most() : 0;
        credits.put(sessionId, new Credit(turns, Math.max(attempts, before)));
    }

    void sawServers(int open) {
        alone = open <= 1;
    }

    void tookIn(Collection<String> dagIds) {
        dags.addAll(dagIds);
    }

    void gave(Collection<String> dagIds) {
        dags.removeAll(dagIds);
    }

    /** Whether it has read the runs of a DAG since the DAG became its own. */
    boolean decidesOn(String dagId) {
        return dags.contains(dagId);
    }

    /** How many attempts it may have at a session: what it was told; all that there is room for if it is alone and was told nothing. */
    int credit(WorkerSession session) {
        Credit known = credits.get(session.sessionId());
        int untold = alone ? session.slots() + session.prefetch() : 0;
        if (known == null) {
            return untold;
        }
        return known.turn() < readAgainAt ? Math.max(known.most(), untold) : known.most();
    }
}
