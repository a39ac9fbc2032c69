package io.orchestrator.core.engine.jdbc;

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
import io.orchestrator.core.engine.StoredForm;
import io.orchestrator.core.engine.TurnWrites;
import io.orchestrator.core.jdbc.Database;
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
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The engine's store in PostgreSQL. */
public final class JdbcEngineStore implements EngineStore {

    private final Database database;

    /**
     * @param dataSource from {@link io.orchestrator.core.jdbc.StoreDataSources#engine}: its settings belong to the statements
     * @param jitter spreads the pauses before a deadlocked transaction is tried again
     */
    public JdbcEngineStore(DataSource dataSource, RandomGenerator jitter) {
        this.database = new Database(dataSource, jitter, StoreUnavailable::new);
    }

    @Override
    public Instant openServer(ServerRecord server, Duration lease) {
        return database.run("open this server", connection -> ServerRows.open(connection, server, lease));
    }

    @Override
    public Instant renewServer(UUID serverId, Duration lease) {
        return database.run("renew this server's lease", connection -> ServerRows.renew(connection, serverId, lease));
    }

    @Override
    public void moveServer(UUID serverId, ServerRecord.State state) {
        database.run("move a server", connection -> ServerRows.move(connection, serverId, state));
    }

    @Override
    public List<ServerRecord> openServers() {
        return database.run("read the open servers", ServerRows::selectOpen);
    }

    @Override
    public List<OwnedDag> dags(long afterRevision) {
        return database.run("read the DAGs", connection -> DagRows.dags(connection, afterRevision));
    }

    @Override
    public List<String> claimDags(UUID serverId, Collection<String> dagIds) {
        return database.inTransaction("claim DAGs", connection -> {
            ServerRows.hold(connection, serverId);
            return DagRows.claim(connection, serverId, dagIds);
        });
    }

    @Override
    public List<String> giveDags(UUID from, UUID to, Collection<String> dagIds) {
        return database.inTransaction("give DAGs to another server", connection -> {
            ServerRows.hold(connection, from);
            List<String> given = DagRows.give(connection, from, to, dagIds);
            ServerRows.hint(connection);
            return given;
        });
    }

    @Override
    public List<DagSchedule> schedules(Collection<String> dagIds) {
        return database.run("read schedules", connection -> DagRows.schedules(connection, dagIds));
    }

    @Override
    public List<Long> unsettledRuns(Collection<String> dagIds) {
        return database.run("read which runs are not settled", connection -> RunRows.unsettled(connection, dagIds));
    }

    @Override
    public List<StoredRun> runs(Collection<Long> runKeys) {
        return database.run("read runs", connection -> RunRows.read(connection, List.copyOf(runKeys)));
    }

    @Override
    public Optional<DagRun> findRun(String dagId, String runId) {
        return database.run(
                "find a run", connection -> RunRows.find(connection, StoredForm.text(dagId), StoredForm.text(runId)));
    }

    @Override
    public Optional<DagRun> findRun(String dagId, Instant logicalDate) {
        return database.run(
                "find the run of a logical date",
                connection -> RunRows.find(connection, StoredForm.text(dagId), StoredForm.time(logicalDate)));
    }

    @Override
    public List<Long> runKeys(String dagId, @Nullable Instant from, @Nullable Instant until, int most) {
        return database.run(
                "find the runs of some dates",
                connection -> RunRows.keys(connection, StoredForm.text(dagId), from, until, most));
    }

    @Override
    public Optional<EarlierRun> runBefore(String dagId, Instant logicalDate, boolean passOverManual) {
        return database.run(
                "find the run before another",
                connection -> RunRows.before(
                        connection, StoredForm.text(dagId), StoredForm.time(logicalDate), passOverManual));
    }

    @Override
    public List<Optional<FoundRun>> find(List<Awaited> runs) {
        return runs.isEmpty()
                ? List.of()
                : database.run("find runs that tasks wait for", connection -> AwaitedRows.find(connection, runs));
    }

    @Override
    public Optional<DagVersion> version(String dagId, int version) {
        return database.run(
                "read a DAG version", connection -> DagRows.version(connection, StoredForm.text(dagId), version));
    }

    @Override
    public Optional<DagVersion> versionByHash(String dagId, String graphHash) {
        return database.run(
                "find a DAG version",
                connection -> DagRows.versionByHash(connection, StoredForm.text(dagId), graphHash));
    }

    @Override
    public int newestVersion(String dagId) {
        return database.run(
                "read the newest version of a DAG",
                connection -> DagRows.newestVersion(connection, StoredForm.text(dagId)));
    }

    @Override
    public Map<UUID, JsonNode> outputs(long runKey, Collection<UUID> attemptIds) {
        return database.run("read outputs", connection -> TaskRows.outputs(connection, runKey, attemptIds));
    }

    @Override
    public List<QueuedAsset> queuedAssets() {
        return database.run("read which assets are queued", AssetRows::queuedAssets);
    }

    @Override
    public List<QueuedEvent> queuedEvents(String dagId, int most) {
        return database.run(
                "read the queued events of a DAG",
                connection -> AssetRows.queuedEvents(connection, StoredForm.text(dagId), most));
    }

    @Override
    public List<InactiveUse> inactiveUses() {
        return database.run("look for inactive assets", AssetRows::inactiveUses);
    }

    @Override
    public int tidyAssets() {
        return database.inTransaction("tidy assets", AssetRows::tidy);
    }

    @Override
    public Optional<AssetSpec> asset(long assetId) {
        return database.run("read an asset", connection -> AssetRows.find(connection, assetId));
    }

    @Override
    public List<WorkerSession> openSessions() {
        return database.run("read the open sessions", SessionRows::selectOpen);
    }

    @Override
    public Set<UUID> renewLeases(Collection<UUID> sessionIds, Duration lease) {
        return Set.copyOf(database.run("renew leases", connection -> SessionRows.renew(connection, sessionIds, lease)));
    }

    @Override
    public List<UUID> expireLeases() {
        return database.run("look for ended leases", SessionRows::expire);
    }

    @Override
    public Map<Long, DagRunState> newestEnded(String dagId, int most) {
        return database.run(
                "read the newest runs that have ended",
                connection -> RunRows.newestEnded(connection, StoredForm.text(dagId), most));
    }

    @Override
    public List<Duration> newestDurations(String dagId, int most) {
        return database.run(
                "read how long the newest runs have taken",
                connection -> RunRows.newestDurations(connection, StoredForm.text(dagId), most));
    }

    @Override
    public List<PoolUse> pools() {
        return database.run("read the pools", PoolRows::read);
    }

    @Override
    public Optional<KnownSlots> knownSlots(String dagId, String build) {
        return database.run(
                "read the slots of a timetable", connection -> DagRows.knownSlots(connection, dagId, build));
    }

    @Override
    public long newBackfillId() {
        return database.run("number a backfill", BackfillRows::newId);
    }

    @Override
    public Optional<Backfill> backfill(long backfillId) {
        return database.run("read a backfill", connection -> BackfillRows.find(connection, backfillId));
    }

    @Override
    public List<OpenBackfill> openBackfills(Collection<String> dagIds) {
        return database.run("read the open backfills", connection -> BackfillRows.open(connection, dagIds));
    }

    @Override
    public List<DatedRun> runsAt(String dagId, Collection<Instant> logicalDates) {
        return database.run(
                "find the runs of logical dates",
                connection -> RunRows.at(connection, StoredForm.text(dagId), logicalDates));
    }

    @Override
    public List<Mail.Letter> takeMail(Collection<String> dagIds) {
        return database.run(
                "take the commands of other servers", connection -> ServerRows.takeMail(connection, dagIds));
    }

    @Override
    public List<Mail.Answer> takeAnswers(UUID asker) {
        return database.run(
                "take the answers of other servers", connection -> ServerRows.takeAnswers(connection, asker));
    }

    @Override
    public CommitResult commit(TurnWrites writes) {
        if (writes.isEmpty()) {
            return CommitResult.COMMITTED;
        }
        TurnRows rows = TurnRows.of(StoredForm.of(writes));
        return database.inTransaction("write a turn", connection -> {
            if (rows.writeAtOnce(connection)) {
                return CommitResult.COMMITTED;
            }
            Set<Long> conflicts = rows.write(connection);
            if (conflicts.isEmpty()) {
                return CommitResult.COMMITTED;
            }
            connection.rollback();
            return new CommitResult(conflicts);
        });
    }
}
