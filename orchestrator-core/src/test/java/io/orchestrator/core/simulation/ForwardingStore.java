package io.orchestrator.core.simulation;

import io.orchestrator.core.asset.InactiveUse;
import io.orchestrator.core.asset.QueuedAsset;
import io.orchestrator.core.asset.QueuedEvent;
import io.orchestrator.core.backfill.Backfill;
import io.orchestrator.core.backfill.OpenBackfill;
import io.orchestrator.core.dag.DagVersion;
import io.orchestrator.core.decide.FoundRun;
import io.orchestrator.core.decide.PastGate.EarlierRun;
import io.orchestrator.core.engine.EngineStore;
import io.orchestrator.core.engine.Mail;
import io.orchestrator.core.engine.OwnedDag;
import io.orchestrator.core.engine.TurnWrites;
import io.orchestrator.core.pool.PoolUse;
import io.orchestrator.core.run.DagRun;
import io.orchestrator.core.run.DagRunState;
import io.orchestrator.core.schedule.DagSchedule;
import io.orchestrator.core.schedule.KnownSlots;
import io.orchestrator.core.server.ServerRecord;
import io.orchestrator.core.task.Awaited;
import io.orchestrator.core.worker.WorkerSession;
import io.orchestrator.protocol.graph.AssetSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Hands every call on; what lies between may see to every one of them, or to some. */
abstract class ForwardingStore implements EngineStore {

    final EngineStore next;

    ForwardingStore(EngineStore next) {
        this.next = next;
    }

    /** @param method the name of the call */
    <T> T call(String method, Supplier<T> work) {
        return work.get();
    }

    @Override
    public Instant openServer(ServerRecord server, Duration lease) {
        return call("openServer", () -> next.openServer(server, lease));
    }

    @Override
    public Instant renewServer(UUID serverId, Duration lease) {
        return call("renewServer", () -> next.renewServer(serverId, lease));
    }

    @Override
    public void moveServer(UUID serverId, ServerRecord.State state) {
        call("moveServer", () -> {
            next.moveServer(serverId, state);
            return true;
        });
    }

    @Override
    public List<ServerRecord> openServers() {
        return call("openServers", () -> next.openServers());
    }

    @Override
    public List<OwnedDag> dags(long afterRevision) {
        return call("dags", () -> next.dags(afterRevision));
    }

    @Override
    public Map<Long, DagRunState> newestEnded(String dagId, int most) {
        return call("newestEnded", () -> next.newestEnded(dagId, most));
    }

    @Override
    public List<Duration> newestDurations(String dagId, int most) {
        return call("newestDurations", () -> next.newestDurations(dagId, most));
    }

    @Override
    public List<PoolUse> pools() {
        return call("pools", next::pools);
    }

    @Override
    public Optional<KnownSlots> knownSlots(String dagId, String build) {
        return call("knownSlots", () -> next.knownSlots(dagId, build));
    }

    @Override
    public List<QueuedAsset> queuedAssets() {
        return call("queuedAssets", next::queuedAssets);
    }

    @Override
    public List<QueuedEvent> queuedEvents(String dagId, int most) {
        return call("queuedEvents", () -> next.queuedEvents(dagId, most));
    }

    @Override
    public List<InactiveUse> inactiveUses() {
        return call("inactiveUses", next::inactiveUses);
    }

    @Override
    public int tidyAssets() {
        return call("tidyAssets", next::tidyAssets);
    }

    @Override
    public Optional<AssetSpec> asset(long assetId) {
        return call("asset", () -> next.asset(assetId));
    }

    @Override
    public long newBackfillId() {
        return call("newBackfillId", next::newBackfillId);
    }

    @Override
    public Optional<Backfill> backfill(long backfillId) {
        return call("backfill", () -> next.backfill(backfillId));
    }

    @Override
    public List<OpenBackfill> openBackfills(Collection<String> dagIds) {
        return call("openBackfills", () -> next.openBackfills(dagIds));
    }

    @Override
    public List<DatedRun> runsAt(String dagId, Collection<Instant> logicalDates) {
        return call("runsAt", () -> next.runsAt(dagId, logicalDates));
    }

    @Override
    public List<String> claimDags(UUID serverId, Collection<String> dagIds) {
        return call("claimDags", () -> next.claimDags(serverId, dagIds));
    }

    @Override
    public List<String> giveDags(UUID from, UUID to, Collection<String> dagIds) {
        return call("giveDags", () -> next.giveDags(from, to, dagIds));
    }

    @Override
    public List<DagSchedule> schedules(Collection<String> dagIds) {
        return call("schedules", () -> next.schedules(dagIds));
    }

    @Override
    public Optional<DagVersion> version(String dagId, int version) {
        return call("version", () -> next.version(dagId, version));
    }

    @Override
    public Optional<DagVersion> versionByHash(String dagId, String graphHash) {
        return call("versionByHash", () -> next.versionByHash(dagId, graphHash));
    }

    @Override
    public int newestVersion(String dagId) {
        return call("newestVersion", () -> next.newestVersion(dagId));
    }

    @Override
    public List<Long> unsettledRuns(Collection<String> dagIds) {
        return call("unsettledRuns", () -> next.unsettledRuns(dagIds));
    }

    @Override
    public List<StoredRun> runs(Collection<Long> runKeys) {
        return call("runs", () -> next.runs(runKeys));
    }

    @Override
    public Optional<DagRun> findRun(String dagId, String runId) {
        return call("findRun", () -> next.findRun(dagId, runId));
    }

    @Override
    public Optional<DagRun> findRun(String dagId, Instant logicalDate) {
        return call("findRun", () -> next.findRun(dagId, logicalDate));
    }

    @Override
    public List<Optional<FoundRun>> find(List<Awaited> runs) {
        return call("find", () -> next.find(runs));
    }

    @Override
    public List<Long> runKeys(String dagId, @Nullable Instant from, @Nullable Instant until, int most) {
        return call("runKeys", () -> next.runKeys(dagId, from, until, most));
    }

    @Override
    public Optional<EarlierRun> runBefore(String dagId, Instant logicalDate, boolean passOverManual) {
        return call("runBefore", () -> next.runBefore(dagId, logicalDate, passOverManual));
    }

    @Override
    public Map<UUID, JsonNode> outputs(long runKey, Collection<UUID> attemptIds) {
        return call("outputs", () -> next.outputs(runKey, attemptIds));
    }

    @Override
    public List<WorkerSession> openSessions() {
        return call("openSessions", () -> next.openSessions());
    }

    @Override
    public Set<UUID> renewLeases(Collection<UUID> sessionIds, Duration lease) {
        return call("renewLeases", () -> next.renewLeases(sessionIds, lease));
    }

    @Override
    public List<UUID> expireLeases() {
        return call("expireLeases", () -> next.expireLeases());
    }

    @Override
    public List<Mail.Letter> takeMail(Collection<String> dagIds) {
        return call("takeMail", () -> next.takeMail(dagIds));
    }

    @Override
    public List<Mail.Answer> takeAnswers(UUID asker) {
        return call("takeAnswers", () -> next.takeAnswers(asker));
    }

    @Override
    public CommitResult commit(TurnWrites writes) {
        return call("commit", () -> next.commit(writes));
    }
}
