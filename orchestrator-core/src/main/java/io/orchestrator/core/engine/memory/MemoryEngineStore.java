package io.orchestrator.core.engine.memory;

import io.orchestrator.core.asset.AssetKey;
import io.orchestrator.core.asset.InactiveUse;
import io.orchestrator.core.asset.NewAssetEvent;
import io.orchestrator.core.asset.QueuedAsset;
import io.orchestrator.core.asset.QueuedEvent;
import io.orchestrator.core.asset.TakenEvent;
import io.orchestrator.core.audit.AuditEvent;
import io.orchestrator.core.backfill.Backfill;
import io.orchestrator.core.backfill.BackfillPlan;
import io.orchestrator.core.backfill.OpenBackfill;
import io.orchestrator.core.dag.DagVersion;
import io.orchestrator.core.decide.FoundRun;
import io.orchestrator.core.decide.PastGate.EarlierRun;
import io.orchestrator.core.engine.EngineStore;
import io.orchestrator.core.engine.Mail;
import io.orchestrator.core.engine.OwnedDag;
import io.orchestrator.core.engine.StoredForm;
import io.orchestrator.core.engine.TurnWrites;
import io.orchestrator.core.notify.Notice;
import io.orchestrator.core.pool.PoolSlot;
import io.orchestrator.core.pool.PoolUse;
import io.orchestrator.core.run.DagRun;
import io.orchestrator.core.run.DagRunState;
import io.orchestrator.core.schedule.DagSchedule;
import io.orchestrator.core.schedule.KnownSlots;
import io.orchestrator.core.server.ServerRecord;
import io.orchestrator.core.task.Awaited;
import io.orchestrator.core.task.TaskAttempt;
import io.orchestrator.core.task.TaskInstance;
import io.orchestrator.core.worker.WorkerSession;
import io.orchestrator.protocol.graph.AssetSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The engine's store in memory: the same contract as the one in PostgreSQL, gone with its JVM.
 *
 * <p>Other threads may look while the engine writes.
 */
public final class MemoryEngineStore implements EngineStore {

    private final MemoryRuns runs = new MemoryRuns();
    private final MemoryDags dags = new MemoryDags();
    private final MemoryPools pools = new MemoryPools();
    private final MemoryBackfills backfills = new MemoryBackfills();
    private final MemoryAssets assets = new MemoryAssets();
    private final MemoryDatasets datasets = new MemoryDatasets(this::readers);
    private final MemorySessions sessions;
    private final MemoryServers servers;
    private final Map<String, KnownSlots> knownSlots = new HashMap<>();
    private final List<AuditEvent> audit = new ArrayList<>();
    private final List<Notice> notices = new ArrayList<>();
    private final Faults faults;

    /** @param databaseClock judges leases, as the database's clock does */
    public MemoryEngineStore(InstantSource databaseClock) {
        this(databaseClock, Faults.NONE);
    }

    /**
     * @param databaseClock judges leases, as the database's clock does
     * @param faults fail commits
     */
    public MemoryEngineStore(InstantSource databaseClock, Faults faults) {
        this.sessions = new MemorySessions(databaseClock);
        this.servers = new MemoryServers(databaseClock);
        this.faults = faults;
    }

    @Override
    public synchronized Instant openServer(ServerRecord server, Duration lease) {
        return servers.open(server, lease);
    }

    @Override
    public synchronized Instant renewServer(UUID serverId, Duration lease) {
        return servers.renew(serverId, lease);
    }

    @Override
    public synchronized void moveServer(UUID serverId, ServerRecord.State state) {
        servers.move(serverId, state);
    }

    @Override
    public synchronized List<ServerRecord> openServers() {
        return servers.open();
    }

    @Override
    public synchronized List<OwnedDag> dags(long afterRevision) {
        return dags.after(afterRevision);
    }

    @Override
    public synchronized List<String> claimDags(UUID serverId, Collection<String> dagIds) {
        servers.check(serverId);
        return dags.give(serverId, dagIds, owner -> !servers.isOpen(owner));
    }

    @Override
    public synchronized List<String> giveDags(UUID from, UUID to, Collection<String> dagIds) {
        servers.check(from);
        return servers.isLive(to) ? dags.give(to, dagIds, from::equals) : List.of();
    }

    @Override
    public synchronized List<DagSchedule> schedules(Collection<String> dagIds) {
        return dags.schedules(dagIds);
    }

    @Override
    public synchronized List<Long> unsettledRuns(Collection<String> dagIds) {
        return runs.unsettled(dagIds);
    }

    @Override
    public synchronized List<StoredRun> runs(Collection<Long> runKeys) {
        return runs.read(runKeys);
    }

    @Override
    public synchronized Optional<DagRun> findRun(String dagId, String runId) {
        return runs.find(StoredForm.text(dagId), StoredForm.text(runId));
    }

    @Override
    public synchronized Optional<DagRun> findRun(String dagId, Instant logicalDate) {
        return runs.find(StoredForm.text(dagId), StoredForm.time(logicalDate));
    }

    @Override
    public synchronized List<Long> runKeys(String dagId, @Nullable Instant from, @Nullable Instant until, int most) {
        return runs.keys(StoredForm.text(dagId), from, until, most);
    }

    @Override
    public synchronized Optional<EarlierRun> runBefore(String dagId, Instant logicalDate, boolean passOverManual) {
        return runs.before(StoredForm.text(dagId), StoredForm.time(logicalDate), passOverManual);
    }

    @Override
    public synchronized List<Optional<FoundRun>> find(List<Awaited> wanted) {
        return wanted.stream().map(runs::find).toList();
    }

    private synchronized List<String> readers(String dataset) {
        return assets.readers(dataset);
    }

    @Override
    public synchronized Optional<DagVersion> version(String dagId, int version) {
        return dags.version(StoredForm.text(dagId), version);
    }

    @Override
    public synchronized Optional<DagVersion> versionByHash(String dagId, String graphHash) {
        return dags.versionByHash(StoredForm.text(dagId), graphHash);
    }

    @Override
    public synchronized int newestVersion(String dagId) {
        return dags.newestVersion(StoredForm.text(dagId));
    }

    @Override
    public synchronized Map<UUID, JsonNode> outputs(long runKey, Collection<UUID> attemptIds) {
        return runs.outputs(runKey, attemptIds);
    }

    @Override
    public synchronized List<WorkerSession> openSessions() {
        return sessions.open();
    }

    @Override
    public synchronized Set<UUID> renewLeases(Collection<UUID> sessionIds, Duration lease) {
        return sessions.renew(sessionIds, lease);
    }

    @Override
    public synchronized List<UUID> expireLeases() {
        return sessions.expire();
    }

    @Override
    public synchronized Map<Long, DagRunState> newestEnded(String dagId, int most) {
        return runs.newestEnded(dagId, most);
    }

    @Override
    public synchronized List<Duration> newestDurations(String dagId, int most) {
        return runs.newestDurations(dagId, most);
    }

    @Override
    public synchronized List<PoolUse> pools() {
        return pools.read();
    }

    /** Keeps what a timetable in Java has answered, as a server's slot store does. */
    public synchronized void save(KnownSlots slots) {
        knownSlots.put(slots.dagId(), slots);
    }

    @Override
    public synchronized Optional<KnownSlots> knownSlots(String dagId, String build) {
        return Optional.ofNullable(knownSlots.get(dagId))
                .filter(slots -> slots.build().equals(build));
    }

    @Override
    public synchronized long newBackfillId() {
        return backfills.newId();
    }

    @Override
    public synchronized Optional<Backfill> backfill(long backfillId) {
        return backfills.find(backfillId);
    }

    @Override
    public synchronized List<OpenBackfill> openBackfills(Collection<String> dagIds) {
        return backfills.open(dagIds, runs.all());
    }

    @Override
    public synchronized List<DatedRun> runsAt(String dagId, Collection<Instant> logicalDates) {
        return runs.at(StoredForm.text(dagId), logicalDates);
    }

    @Override
    public synchronized List<QueuedAsset> queuedAssets() {
        return assets.queuedAssets();
    }

    @Override
    public synchronized List<QueuedEvent> queuedEvents(String dagId, int most) {
        return assets.queuedEvents(dagId, most);
    }

    @Override
    public synchronized List<InactiveUse> inactiveUses() {
        return assets.inactiveUses();
    }

    @Override
    public synchronized int tidyAssets() {
        return assets.tidy();
    }

    @Override
    public synchronized Optional<AssetSpec> asset(long assetId) {
        return assets.find(assetId);
    }

    @Override
    public synchronized List<Mail.Letter> takeMail(Collection<String> dagIds) {
        return servers.takeMail(dagIds);
    }

    @Override
    public synchronized List<Mail.Answer> takeAnswers(UUID asker) {
        return servers.takeAnswers(asker);
    }

    @Override
    public synchronized CommitResult commit(TurnWrites writes) {
        if (writes.isEmpty()) {
            return CommitResult.COMMITTED;
        }
        faults.beforeCommit(writes);
        CommitResult result = write(StoredForm.of(writes));
        faults.afterCommit(writes);
        return result;
    }

    /** Everything is checked before anything is written. */
    private CommitResult write(TurnWrites writes) {
        servers.check(writes.serverId());
        if (!writes.dags().isEmpty() && dags.revision() != writes.catalogRevision()) {
            throw new CatalogMoved();
        }
        Set<Long> conflicts = runs.conflicts(writes.runs());
        if (conflicts.isEmpty()) {
            conflicts = pools.overfull(writes);
        }
        if (!conflicts.isEmpty()) {
            return new CommitResult(conflicts);
        }
        dags.check(writes);
        runs.check(writes.runs());
        sessions.check(writes.sessionsOpened());
        backfills.check(writes.backfills());
        assets.check(writes.runs());
        datasets.check(writes.runs());
        dags.write(writes);
        runs.write(writes.runs());
        sessions.write(writes);
        pools.write(writes);
        backfills.write(writes.backfills());
        datasets.write(writes.runs());
        assets.write(writes, dags::isAtWork, datasets);
        servers.post(writes.letters(), writes.answers());
        writes.runs().forEach(run -> audit.addAll(run.audit()));
        audit.addAll(writes.audit());
        writes.runs().forEach(run -> notices.addAll(run.notices()));
        notices.addAll(writes.notices());
        return CommitResult.COMMITTED;
    }

    public MemoryDatasets datasets() {
        return datasets;
    }

    /** All runs, oldest first. */
    public synchronized List<DagRun> runs() {
        return runs.all();
    }

    /** The task instances of a run; none if there is no such run. */
    public synchronized List<TaskInstance> instances(long runKey) {
        return runs.instances(runKey);
    }

    /** All attempts of a run, open and ended, in the order they were made. */
    public synchronized List<TaskAttempt> attempts(long runKey) {
        return runs.attempts(runKey);
    }

    /** The slots of pools that are taken. */
    public synchronized List<PoolSlot> poolSlots() {
        return pools.slots();
    }

    /** The dates that a backfill has passed over. */
    public synchronized List<BackfillPlan.Omission> leftOut(long backfillId) {
        return backfills.leftOut(backfillId);
    }

    /** Every event of an asset; the first has the id 1. */
    public synchronized List<NewAssetEvent> assetEvents() {
        return assets.events();
    }

    /** The events that a run has taken. */
    public synchronized List<TakenEvent> takenEvents(long runKey) {
        return assets.taken(runKey);
    }

    /** The assets that are active. */
    public synchronized Set<AssetKey> activeAssets() {
        return assets.active();
    }

    /** What an alias stands for. */
    public synchronized Set<AssetKey> aliasTargets(String alias) {
        return assets.targets(alias);
    }

    /** What people are to be told of, in the order it was written. */
    public synchronized List<Notice> notices() {
        return List.copyOf(notices);
    }

    /** Every deed, in the order it was written. */
    public synchronized List<AuditEvent> audit() {
        return List.copyOf(audit);
    }
}
