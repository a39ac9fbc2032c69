package io.orchestrator.core.engine;

import io.orchestrator.core.dag.DagRecord;
import io.orchestrator.core.dag.DagVersion;
import io.orchestrator.core.run.DagRun;
import io.orchestrator.core.schedule.DagSchedule;
import io.orchestrator.core.task.TaskAttempt;
import io.orchestrator.core.task.TaskInstance;
import io.orchestrator.core.worker.WorkerSession;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Where the engine's state lies. One thread calls it, the engine loop's.
 *
 * <p>Every method throws {@link StoreUnavailable} when the store could not be reached or the outcome is unknown; the engine
 * then drops what it has cached and reads again.
 */
public interface EngineStore {

    /**
     * Makes this server the owner of every run that is not settled (unfinished, or with an attempt that has not ended) and
     * reads them, oldest first. Each gets its next row version, so that a former owner's commits are refused.
     */
    List<StoredRun> claimUnfinishedRuns(UUID owner);

    /** Makes this server the owner of one run, finished or not, and reads it. */
    Optional<StoredRun> claimRun(long runKey, UUID owner);

    Optional<DagRun> findRun(String dagId, String runId);

    /** The run of a logical date, if there is one. */
    Optional<DagRun> findRun(String dagId, Instant logicalDate);

    List<DagRecord> dags();

    List<DagSchedule> schedules();

    Optional<DagVersion> version(String dagId, int version);

    /** The version of a DAG whose graph has this hash. */
    Optional<DagVersion> versionByHash(String dagId, String graphHash);

    /** The largest version number of a DAG; 0 if it has none. */
    int newestVersion(String dagId);

    /** The outputs of these attempts of a run; an attempt without output has no entry. */
    Map<UUID, JsonNode> outputs(long runKey, Collection<UUID> attemptIds);

    /** Sessions that are live or draining, whatever their lease. */
    List<WorkerSession> openSessions();

    /**
     * Renews leases by the database's clock, all in one statement.
     *
     * @return the sessions that are still open; the lease of any other had been taken away
     */
    Set<UUID> renewLeases(Collection<UUID> sessionIds, Duration lease);

    /**
     * Marks the sessions whose lease has ended, by the database's clock, as lost.
     *
     * @return the sessions that were lost by this call
     */
    List<UUID> expireLeases();

    /** Gives every open session a full lease: after an outage of the database nobody could renew. */
    void extendOpenLeases(Duration lease);

    /**
     * Writes everything that one turn decided in one transaction, or nothing.
     *
     * <p>A run is changed only if its row version is the expected one, and then has the next; a run is created only if
     * neither its run id nor its logical date is taken. Runs are locked in order of their keys.
     */
    CommitResult commit(TurnWrites writes);

    /** A run as it was read. */
    record StoredRun(DagRun run, List<TaskInstance> instances, List<TaskAttempt> openAttempts) {}

    /**
     * What happened to a commit.
     *
     * @param conflicts keys of runs that were not as expected; if there is one, nothing was written
     */
    record CommitResult(Set<Long> conflicts) {
        public static final CommitResult COMMITTED = new CommitResult(Set.of());

        public boolean committed() {
            return conflicts.isEmpty();
        }
    }

    /** The store cannot be reached, or it is unknown whether the last commit took place. */
    final class StoreUnavailable extends RuntimeException {
        public StoreUnavailable(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }
}
