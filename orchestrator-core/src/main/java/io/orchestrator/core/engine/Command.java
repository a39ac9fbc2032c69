package io.orchestrator.core.engine;

import io.orchestrator.core.backfill.Backfill;
import io.orchestrator.core.backfill.BackfillPlan;
import io.orchestrator.core.backfill.Reprocess;
import io.orchestrator.core.decide.Explanation;
import io.orchestrator.core.pool.Pool;
import io.orchestrator.core.run.DagRun;
import io.orchestrator.core.run.DagRunState;
import io.orchestrator.core.run.RunType;
import io.orchestrator.core.schedule.WantedSlots;
import io.orchestrator.core.task.TaskInstance;
import io.orchestrator.core.task.TaskState;
import io.orchestrator.protocol.graph.BundleDescription;
import io.orchestrator.protocol.graph.BundleManifest;
import io.orchestrator.protocol.worker.Assignment;
import io.orchestrator.protocol.worker.Heartbeat;
import io.orchestrator.protocol.worker.Register;
import io.orchestrator.protocol.worker.Reports;
import io.orchestrator.protocol.worker.ServerAddress;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What the engine is asked to do. It is answered once it is durable; a request that cannot be granted is answered with a
 * {@link CommandRefused}.
 *
 * @param <R> the answer
 */
public sealed interface Command<R> {

    /** What only the server that owns the DAG can do; any other passes it on. */
    sealed interface OnRun<R> extends Command<R> {
        String dagId();
    }

    /**
     * Creates a run, or gives the one that has this run id or logical date.
     *
     * @param runId null: made from type and time
     * @param logicalDate null: the run has none
     * @param intervalStart null with {@code intervalEnd}: what the DAG's schedule says of the logical date; without a date the
     *     run has no data interval
     * @param params an object
     * @param actor who asks
     */
    record Trigger(
            String dagId,
            @Nullable String runId,
            RunType type,
            @Nullable Instant logicalDate,
            @Nullable Instant intervalStart,
            @Nullable Instant intervalEnd,
            JsonNode params,
            @Nullable String note,
            String actor)
            implements OnRun<Triggered> {}

    /**
     * @param created false: the run was there before, nothing was changed
     */
    record Triggered(DagRun run, boolean created) {}

    /**
     * Creates a run that does again what another one has done: with its version and build, its params and data interval, and the
     * versions of datasets that it has read. It has no logical date, which only one run of a DAG can have.
     *
     * @param runId the other one
     */
    record Repeat(String dagId, String runId, String actor) implements OnRun<Triggered> {}

    /**
     * Clears task instances so that they run again; a finished run starts again. The answer: what is cleared, run by run.
     *
     * @param newestVersion the runs move to the DAG's newest version and build
     * @param params what the run has from now on, an object; null: what it had. Possible for one run alone
     * @param preventRunning nothing is cleared if something of it is running
     * @param dryRun answer only
     */
    record Clear(
            String dagId,
            Selection what,
            boolean newestVersion,
            @Nullable JsonNode params,
            boolean preventRunning,
            boolean dryRun,
            String actor)
            implements OnRun<List<TaskInstance>> {

        /** On the recorded version, with the params that the runs have. */
        public static Clear of(String dagId, Selection what, String actor) {
            return new Clear(dagId, what, false, null, false, false, actor);
        }

        public Clear tried() {
            return new Clear(dagId, what, newestVersion, params, preventRunning, true, actor);
        }

        public Clear onNewestVersion(boolean newest) {
            return new Clear(dagId, what, newest, params, preventRunning, dryRun, actor);
        }

        public Clear withParams(@Nullable JsonNode edited) {
            return new Clear(dagId, what, newestVersion, edited, preventRunning, dryRun, actor);
        }
    }

    /**
     * Sets the state of a task instance by hand; a running attempt is stopped, what follows is decided anew.
     *
     * @param state success, failed or skipped
     */
    record MarkTask(String dagId, String runId, String taskId, int mapIndex, TaskState state, String actor)
            implements OnRun<TaskInstance> {}

    /**
     * Ends a run by hand, or starts it again.
     *
     * @param state success or failed: running attempts are stopped, unfinished instances are skipped; queued: all of it
     *     is cleared
     */
    record MarkRun(String dagId, String runId, DagRunState state, String actor) implements OnRun<DagRun> {}

    /**
     * Asks why a run or a task instance does not go on.
     *
     * @param taskId null: the run itself
     * @param mapIndex -1: the task's one instance, or of a mapped task the first that has not ended
     */
    record Explain(String dagId, String runId, @Nullable String taskId, int mapIndex) implements OnRun<Explanation> {}

    /**
     * Runs past dates of a DAG, one backfill of a DAG at a time. Which dates there are, the DAG's schedule says.
     *
     * @param from the first logical date
     * @param to the last one
     * @param reprocess which runs that are there already run again
     * @param backwards the newest date first
     * @param newestVersion runs that are there already move to the DAG's newest version and build
     * @param maxActiveRuns how many of its runs are unfinished at once
     * @param params an object; an empty one leaves runs that are there already what they had
     * @param dryRun answer only
     */
    record StartBackfill(
            String dagId,
            Instant from,
            Instant to,
            Reprocess reprocess,
            boolean backwards,
            boolean newestVersion,
            int maxActiveRuns,
            JsonNode params,
            boolean dryRun,
            String actor)
            implements OnRun<Backfilled> {}

    /**
     * @param backfill null: it was a dry run
     * @param plan of a dry run; otherwise empty
     */
    record Backfilled(@Nullable Backfill backfill, BackfillPlan plan) {}

    /** Pauses a backfill, lets it go on, or ends it: then its queued runs fail, and those that run go on to their end. */
    record MoveBackfill(String dagId, long backfillId, To to, String actor) implements OnRun<Backfill> {

        /** What it shall be. */
        public enum To {
            PAUSED("pause"),
            RUNNING("resume"),
            CANCELLED("cancel");

            private final String deed;

            To(String deed) {
                this.deed = deed;
            }

            /** What the audit log calls it. */
            public String deed() {
                return deed;
            }
        }
    }

    /**
     * Takes events of assets out of a DAG's queue: none of them starts a run of it.
     *
     * @param assetId of this asset alone, or null: of all
     * @param before that came before this, or null: all
     */
    record DropAssetEvents(
            String dagId, @Nullable Long assetId, @Nullable Instant before, String actor) implements OnRun<Boolean> {}

    /**
     * Says that an asset was updated by somebody who is no task.
     *
     * @param extra what is to be seen with the event, an object
     */
    record CauseAssetEvent(long assetId, JsonNode extra, String actor) implements Command<Boolean> {}

    /** Pauses or unpauses a DAG. While paused its schedule creates nothing and its queued runs do not start. */
    record Pause(String dagId, boolean paused, String actor) implements Command<Boolean> {}

    /** Creates a pool, or replaces the one of that name. */
    record PutPool(Pool pool, String actor) implements Command<Pool> {}

    /** Deletes a pool; tasks that name it wait until there is one again. */
    record DeletePool(String name, String actor) implements Command<Boolean> {}

    /** A bundle build was described: its DAGs get versions and builds, DAGs that are gone become inactive. */
    record Deploy(BundleManifest manifest, BundleDescription description) implements Command<List<String>> {}

    /** Asks which timetables in Java of this server's DAGs have to be asked for slots. */
    record SlotsWanted() implements Command<List<WantedSlots>> {}

    /** More slots of a DAG's timetable in Java are kept: its schedule may go on. */
    record SlotsKnown(String dagId) implements Command<Boolean> {}

    /** A worker registers. The answer: the open servers, which it connects to. */
    record OpenSession(UUID sessionId, Register register, int protocolVersion, String tokenHash)
            implements Command<List<ServerAddress>> {}

    /** A worker renews its lease and tells what it holds. Refused as GONE when the session is over. */
    record Beat(UUID sessionId, Heartbeat heartbeat) implements Command<Heartbeat.Answer> {}

    /** A worker reports on attempts. */
    record TakeReports(UUID sessionId, Reports reports) implements Command<Reports.Answer> {}

    /** A worker asks for the inputs of an attempt that is its own. Refused as ELSEWHERE when another server owns the DAG. */
    record FetchInputs(UUID sessionId, String dagId, UUID attemptId) implements Command<List<Assignment.Input>> {}

    /** A worker opened its message connection: everything it should hold is pushed again. */
    record Connected(UUID sessionId) implements Command<Boolean> {}

    /** A worker leaves in order; what it still holds counts as handed back. */
    record EndSession(UUID sessionId) implements Command<Boolean> {}

    /** Quartz rang: look for due schedules now. */
    record Ring() implements Command<Integer> {}

    /** Another server did something that this one may want to know of: look now, not at the next pass. */
    record Hint() implements Command<Boolean> {}
}
