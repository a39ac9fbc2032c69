package io.orchestrator.core.engine;

import io.orchestrator.core.asset.InactiveUse;
import io.orchestrator.core.asset.QueuedAsset;
import io.orchestrator.core.asset.QueuedEvent;
import io.orchestrator.core.backfill.Backfill;
import io.orchestrator.core.backfill.OpenBackfill;
import io.orchestrator.core.dag.DagVersion;
import io.orchestrator.core.decide.FoundRun;
import io.orchestrator.core.decide.PastGate.EarlierRun;
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
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Where the state of all servers' engines lies. One thread of each server calls it, the engine loop's.
 *
 * <p>Every method throws {@link StoreUnavailable} when the store could not be reached or the outcome is unknown; the engine
 * then drops what it has cached and reads again. Every method that writes as a server throws {@link LeaseLost}, and writes
 * nothing, when that server is not open any more.
 */
public interface EngineStore {

    /** Opens a server with a lease by the database's clock, and tells what time that is. */
    Instant openServer(ServerRecord server, Duration lease);

    /** Renews a server's lease by the database's clock, and tells what time that is. */
    Instant renewServer(UUID serverId, Duration lease);

    /** Says that a server is DRAINING, ENDED or LOST; one that is over stays as it is. */
    void moveServer(UUID serverId, ServerRecord.State state);

    /** The servers that are live or draining, oldest first, after those whose lease has ended were marked as lost. */
    List<ServerRecord> openServers();

    /** The DAGs whose revision is larger than this one. */
    List<OwnedDag> dags(long afterRevision);

    /**
     * Makes a server the owner of those of these DAGs that no open server owns.
     *
     * @return the DAGs that it owns by this call
     */
    List<String> claimDags(UUID serverId, Collection<String> dagIds);

    /**
     * Gives DAGs from their owner to another server, if that one is live.
     *
     * @return the DAGs that were given
     */
    List<String> giveDags(UUID from, UUID to, Collection<String> dagIds);

    List<DagSchedule> schedules(Collection<String> dagIds);

    Optional<DagVersion> version(String dagId, int version);

    /** The version of a DAG whose graph has this hash. */
    Optional<DagVersion> versionByHash(String dagId, String graphHash);

    /** The largest version number of a DAG; 0 if it has none. */
    int newestVersion(String dagId);

    /** The keys of the runs that are not settled (unfinished, or with an attempt that has not ended), oldest first. */
    List<Long> unsettledRuns(Collection<String> dagIds);

    /** Runs by their keys, finished or not, oldest first. */
    List<StoredRun> runs(Collection<Long> runKeys);

    Optional<DagRun> findRun(String dagId, String runId);

    /** The run of a logical date, if there is one. */
    Optional<DagRun> findRun(String dagId, Instant logicalDate);

    /**
     * The keys of the runs of a DAG whose logical dates lie between two dates, both included, in the order of the dates.
     *
     * @param from null: from the first
     * @param until null: to the last
     */
    List<Long> runKeys(String dagId, @Nullable Instant from, @Nullable Instant until, int most);

    /**
     * The run of a DAG with the latest logical date before a date, with the states of its task instances.
     *
     * @param passOverManual runs by hand do not count
     */
    Optional<EarlierRun> runBefore(String dagId, Instant logicalDate, boolean passOverManual);

    /**
     * Runs of other DAGs that tasks wait for, as they are.
     *
     * @return one for each, in order; empty: there is no such run
     */
    List<Optional<FoundRun>> find(List<Awaited> runs);

    /** The newest runs of a DAG that have ended, with their states. */
    Map<Long, DagRunState> newestEnded(String dagId, int most);

    /** How long the newest successful runs of a DAG have taken, from their start to their end. */
    List<Duration> newestDurations(String dagId, int most);

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

    /** All pools with the slots that are taken of each, by name. */
    List<PoolUse> pools();

    /** What is known of the slots of a DAG's timetable in Java, by this build. */
    Optional<KnownSlots> knownSlots(String dagId, String build);

    /** An id that no backfill has. */
    long newBackfillId();

    Optional<Backfill> backfill(long backfillId);

    /** The backfills of these DAGs that are not over, with the dates that are left to run. */
    List<OpenBackfill> openBackfills(Collection<String> dagIds);

    /** The runs of a DAG that have one of these logical dates. */
    List<DatedRun> runsAt(String dagId, Collection<Instant> logicalDates);

    /** The assets that have events which DAGs have not taken. */
    List<QueuedAsset> queuedAssets();

    /**
     * The events that a DAG has not taken, the oldest first.
     *
     * @param most of each asset
     */
    List<QueuedEvent> queuedEvents(String dagId, int most);

    /** The tasks that name assets which are not active. */
    List<InactiveUse> inactiveUses();

    /**
     * Lets assets that no DAG names any more be inactive, and those active whose name and address are free by now.
     *
     * @return how many have changed
     */
    int tidyAssets();

    /** An asset by its id. */
    Optional<AssetSpec> asset(long assetId);

    /** Takes the commands for these DAGs that other servers were asked; each is given once. */
    List<Mail.Letter> takeMail(Collection<String> dagIds);

    /** Takes the answers to what this server has asked others. */
    List<Mail.Answer> takeAnswers(UUID asker);

    /**
     * Writes everything that one turn decided in one transaction, or nothing.
     *
     * <p>A run is created only if neither its run id nor its logical date is taken. Attempts take slots of a pool only if it has
     * enough: who takes some holds the pool until the transaction ends. If DAGs change, the revision of the
     * catalog must be the one that the engine knows; otherwise {@link CatalogMoved} is thrown.
     */
    CommitResult commit(TurnWrites writes);

    /** The run of a logical date. */
    record DatedRun(long runKey, Instant logicalDate, DagRunState state) {}

    /** A run as it was read. */
    record StoredRun(DagRun run, List<TaskInstance> instances, List<TaskAttempt> openAttempts) {}

    /**
     * What happened to a commit.
     *
     * @param conflicts keys of runs that could not be created, or whose attempts need more slots than their pools have free; if
     *     there is one, nothing was written
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

    /** This server's lease was taken away: other servers own its DAGs by now. */
    final class LeaseLost extends RuntimeException {
        public LeaseLost(UUID serverId) {
            super("server " + serverId + " is not open any more: its lease has ended");
        }
    }

    /** Another server has changed DAGs that this one has not read yet. */
    final class CatalogMoved extends RuntimeException {
        public CatalogMoved() {
            super("another server has changed DAGs meanwhile");
        }
    }
}
