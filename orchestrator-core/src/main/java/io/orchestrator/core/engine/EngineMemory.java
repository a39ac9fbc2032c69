package io.orchestrator.core.engine;

import io.orchestrator.core.decide.RunState;
import io.orchestrator.core.run.DagRun;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the engine has cached. All of it can be dropped and read again. */
final class EngineMemory {

    private static final Logger log = LoggerFactory.getLogger(EngineMemory.class);

    final EngineStore store;
    final EngineSettings settings;
    final IdSource ids;
    final UUID owner;
    final RunCache runs = new RunCache();
    final Sessions sessions = new Sessions();
    final Catalog catalog;
    final OutputCache outputs;
    final Set<Long> quarantined = new HashSet<>();

    EngineMemory(EngineStore store, EngineSettings settings, IdSource ids, UUID owner) {
        this.store = store;
        this.settings = settings;
        this.ids = ids;
        this.owner = owner;
        this.catalog = new Catalog(store);
        this.outputs = new OutputCache(settings.outputCacheBytes());
    }

    /** Drops everything and reads it again. Nobody could renew a lease meanwhile, so each gets a full one. */
    void reload(Instant now) {
        runs.clear();
        sessions.clear();
        outputs.clear();
        store.extendOpenLeases(settings.lease());
        store.openSessions().forEach(session -> sessions.put(session, now));
        catalog.load();
        store.claimUnfinishedRuns(owner).forEach(this::takeIn);
    }

    /** Reads one run again, as after a conflict. */
    void reload(long runKey) {
        runs.forget(runKey);
        store.claimRun(runKey, owner).ifPresent(this::takeIn);
    }

    private void takeIn(EngineStore.StoredRun stored) {
        DagRun run = stored.run();
        if (quarantined.contains(run.runKey())) {
            return;
        }
        try {
            runs.add(new RunState(
                    catalog.graph(run.dagId(), run.version()).tasks(), run, stored.instances(), stored.openAttempts()));
        } catch (IllegalStateException | IllegalArgumentException e) {
            quarantine(run.runKey(), "run " + run.runId() + " of DAG " + run.dagId() + " cannot be read", e);
        }
    }

    /** From now on the engine leaves this run alone, so that it harms no other. */
    void quarantine(long runKey, String what, Exception why) {
        log.error("{}: it is put aside until this server starts again; no other run is affected", what, why);
        quarantined.add(runKey);
        runs.forget(runKey);
    }

    /** A run, read if it is not cached; null if there is none. */
    @Nullable
    RunState run(String dagId, String runId) {
        RunState cached = runs.find(dagId, runId);
        if (cached != null) {
            return cached;
        }
        DagRun stored = store.findRun(dagId, runId).orElse(null);
        if (stored == null) {
            return null;
        }
        RunState settled = runs.get(stored.runKey());
        if (settled != null) {
            return settled;
        }
        reload(stored.runKey());
        return runs.get(stored.runKey());
    }
}
