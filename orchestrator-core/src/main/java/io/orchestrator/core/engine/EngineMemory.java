package io.orchestrator.core.engine;

import io.orchestrator.core.decide.RunState;
import io.orchestrator.core.decide.Shares;
import io.orchestrator.core.engine.EngineStore.DatedRun;
import io.orchestrator.core.run.DagRun;
import io.orchestrator.core.worker.WorkerSession;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the engine has cached. All of it can be dropped and read again. */
final class EngineMemory {

    private static final Logger log = LoggerFactory.getLogger(EngineMemory.class);

    /** So many runs are read at once: the lease can be renewed in between. */
    private static final int READ_AT_ONCE = 200;

    final EngineStore store;
    final EngineSettings settings;
    final IdSource ids;
    final Ownership ownership;
    final RunCache runs = new RunCache();
    final Backfills backfills;
    final RunsBefore past;
    final Sessions sessions = new Sessions();
    final Pools pools;
    final Shares shares;
    final Catalog catalog;
    final CustomTimetables timetables;
    final Mailbox mail;
    final Notices notices;
    final Assets assets;
    final OutputCache outputs;
    /** Runs that were put aside, and why. */
    final Map<Long, String> quarantined = new HashMap<>();

    private final Set<Long> onDemand = new HashSet<>();

    EngineMemory(EngineStore store, EngineSettings settings, IdSource ids, Ownership ownership) {
        this.store = store;
        this.settings = settings;
        this.ids = ids;
        this.ownership = ownership;
        this.backfills = new Backfills(store);
        this.past = new RunsBefore(store, runs, backfills);
        this.pools = new Pools(store, runs);
        this.shares = new Shares(settings.shares());
        this.catalog = new Catalog(store);
        this.timetables = new CustomTimetables(store, catalog);
        this.mail = new Mailbox(ids);
        this.assets = new Assets(store);
        this.notices = new Notices(settings.notifications(), ids);
        this.outputs = new OutputCache(settings.outputCacheBytes());
    }

    /** Drops everything, and reads it again as far as it belongs to all servers. The DAGs of this one come with its next pass. */
    void reload(Instant now) {
        runs.clear();
        past.clear();
        backfills.clear();
        outputs.clear();
        assets.readAgain();
        catalog.clear();
        timetables.clear();
        ownership.open();
        Instant time = ownership.databaseTime(now);
        sessions.reload(store.openSessions(), time);
        catalog.refresh();
        pools.readAgain();
    }

    /** Takes in DAGs that have become this server's. */
    void adopt(Collection<String> dagIds) {
        catalog.loadSchedules(dagIds);
        backfills.load(dagIds);
        List<Long> keys = store.unsettledRuns(dagIds);
        for (int from = 0; from < keys.size(); from += READ_AT_ONCE) {
            store.runs(keys.subList(from, Math.min(from + READ_AT_ONCE, keys.size())))
                    .forEach(this::takeIn);
            ownership.renewIfOld();
        }
        ownership.add(dagIds);
        log.info("this server decides on {} more DAGs, with {} unfinished runs", dagIds.size(), keys.size());
    }

    /** Drops DAGs that another server has by now. */
    void release(Collection<String> dagIds) {
        Set<String> gone = Set.copyOf(dagIds);
        ownership.remove(gone);
        catalog.forgetSchedules(gone);
        timetables.forget(gone);
        backfills.release(gone);
        for (RunState state : List.copyOf(runs.all())) {
            if (gone.contains(state.run().dagId())) {
                forget(state.run().runKey());
            }
        }
    }

    /** Reads one run again, as after a conflict. */
    void reload(long runKey) {
        past.doubt(runKey);
        forget(runKey);
        store.runs(List.of(runKey)).forEach(this::takeIn);
    }

    private void takeIn(EngineStore.StoredRun stored) {
        DagRun run = stored.run();
        if (quarantined.containsKey(run.runKey())) {
            return;
        }
        try {
            RunState state = new RunState(
                    catalog.graph(run.dagId(), run.version()).tasks(), run, stored.instances(), stored.openAttempts());
            add(state);
            past.read(state);
        } catch (IllegalStateException | IllegalArgumentException e) {
            quarantine(run.runKey(), "run " + run.runId() + " of DAG " + run.dagId() + " cannot be read", e);
        }
    }

    /** Takes a run in: one that was read, or one that was just made. */
    void add(RunState state) {
        runs.add(state);
        past.attach(state);
    }

    /** Drops a run that nothing moves any more, or that is another server's. */
    void forget(long runKey) {
        runs.forget(runKey);
        past.forget(runKey);
    }

    /** From now on the engine leaves this run alone, so that it harms no other. */
    void quarantine(long runKey, String what, Exception why) {
        log.error("{}: it is put aside until this server starts again; no other run is affected", what, why);
        quarantined.put(runKey, what + " (" + why.getMessage() + ")");
        past.doubt(runKey);
        forget(runKey);
    }

    /** A run of a DAG that this server owns, read if it is not cached; null if there is none. */
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
        onDemand.add(stored.runKey());
        return runs.get(stored.runKey());
    }

    /** Runs by their keys, in that order; those that are not cached are read. */
    List<RunState> runs(List<Long> runKeys) {
        List<Long> unknown =
                runKeys.stream().filter(key -> runs.get(key) == null).toList();
        for (int from = 0; from < unknown.size(); from += READ_AT_ONCE) {
            store.runs(unknown.subList(from, Math.min(from + READ_AT_ONCE, unknown.size())))
                    .forEach(this::takeIn);
            ownership.renewIfOld();
        }
        onDemand.addAll(unknown);
        return runKeys.stream().flatMap(key -> Stream.ofNullable(runs.get(key))).toList();
    }

    /** The runs of a DAG that have one of these logical dates; what is at hand is newer than what is stored. */
    Map<Instant, DatedRun> runsAt(String dagId, List<Instant> dates) {
        Map<Instant, DatedRun> there = new HashMap<>();
        store.runsAt(dagId, dates).forEach(run -> there.put(run.logicalDate(), run));
        NavigableMap<Instant, Long> here = runs.dated(dagId);
        for (Instant date : dates) {
            DagRun run = here.containsKey(date) ? runs.run(here.get(date)) : null;
            if (run != null) {
                there.put(date, new DatedRun(run.runKey(), date, run.state()));
            }
        }
        return there;
    }

    /** Drops what was read for one command, and not changed by it. */
    void forgetVisited() {
        for (long key : onDemand) {
            RunState state = runs.get(key);
            if (state != null && state.isSettled()) {
                forget(key);
            }
        }
        onDemand.clear();
    }

    /** @throws CommandRefused if this server owns no such run */
    RunState ownedRun(String dagId, String runId) {
        RunState state = ownership.owns(dagId) ? run(dagId, runId) : null;
        if (state == null) {
            throw new CommandRefused(
                    CommandRefused.Kind.NOT_FOUND, "there is no run \"" + runId + "\" of DAG \"" + dagId + "\"");
        }
        return state;
    }

    /** An open session, read if this server does not know it yet: it may have begun at another one. */
    Optional<WorkerSession> session(UUID sessionId, Instant now) {
        if (sessions.get(sessionId) == null) {
            refreshSessions(now);
        }
        return Optional.ofNullable(sessions.get(sessionId));
    }

    /** Takes in the sessions that began at other servers, and gives those that are over. */
    List<UUID> refreshSessions(Instant now) {
        Set<UUID> over = new HashSet<>();
        sessions.all().forEach(session -> over.add(session.sessionId()));
        for (WorkerSession session : store.openSessions()) {
            over.remove(session.sessionId());
            sessions.update(session, now);
        }
        return new ArrayList<>(over);
    }
}
