package io.orchestrator.core.engine.jdbc;

import io.orchestrator.core.dag.DagRecord;
import io.orchestrator.core.dag.DagVersion;
import io.orchestrator.core.engine.EngineStore;
import io.orchestrator.core.engine.StoredForm;
import io.orchestrator.core.engine.TurnWrites;
import io.orchestrator.core.jdbc.Database;
import io.orchestrator.core.run.DagRun;
import io.orchestrator.core.schedule.DagSchedule;
import io.orchestrator.core.worker.WorkerSession;
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
    public List<StoredRun> claimUnfinishedRuns(UUID owner) {
        return database.inTransaction(
                "claim the unfinished runs", connection -> RunRows.claimUnfinished(connection, owner));
    }

    @Override
    public Optional<StoredRun> claimRun(long runKey, UUID owner) {
        return database.inTransaction("claim a run", connection -> RunRows.claim(connection, runKey, owner));
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
    public List<DagRecord> dags() {
        return database.run("read the DAGs", DagRows::dags);
    }

    @Override
    public List<DagSchedule> schedules() {
        return database.run("read the schedules", DagRows::schedules);
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
    public void extendOpenLeases(Duration lease) {
        database.run("extend the open leases", connection -> SessionRows.extend(connection, lease));
    }

    @Override
    public CommitResult commit(TurnWrites writes) {
        if (writes.isEmpty()) {
            return CommitResult.COMMITTED;
        }
        TurnRows rows = TurnRows.of(StoredForm.of(writes));
        return database.inTransaction("write a turn", connection -> {
            Set<Long> conflicts = rows.writeRuns(connection);
            if (!conflicts.isEmpty()) {
                connection.rollback();
                return new CommitResult(conflicts);
            }
            rows.writeRest(connection);
            return CommitResult.COMMITTED;
        });
    }
}
