package io.orchestrator.core.engine;

import static io.orchestrator.core.engine.StoreRows.LEASE;
import static io.orchestrator.core.engine.StoreRows.OWNER;

import io.orchestrator.core.asset.AssetMoves;
import io.orchestrator.core.asset.AssetWrites;
import io.orchestrator.core.audit.AuditEvent;
import io.orchestrator.core.backfill.BackfillWrites;
import io.orchestrator.core.dag.DagRecord;
import io.orchestrator.core.dag.DagVersion;
import io.orchestrator.core.dataset.DatasetMoves;
import io.orchestrator.core.engine.TurnWrites.RunWrites;
import io.orchestrator.core.output.TaskOutput;
import io.orchestrator.core.pool.PoolWrites;
import io.orchestrator.core.run.DagRun;
import io.orchestrator.core.schedule.DagSchedule;
import io.orchestrator.core.task.TaskAttempt;
import io.orchestrator.core.task.TaskInstance;
import io.orchestrator.core.worker.WorkerSession;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** What turns write, for tests of stores. */
public final class StoreWrites {

    private StoreWrites() {}

    public static RunWrites creation(DagRun run, List<TaskInstance> instances) {
        return rows(run, true, instances, List.of(), List.of(), List.of(), List.of(), List.of(), List.of());
    }

    public static RunWrites change(DagRun run) {
        return rows(run, false, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of());
    }

    public static RunWrites change(
            DagRun run,
            List<TaskInstance> instances,
            List<TaskAttempt> added,
            List<TaskAttempt> changed,
            List<TaskOutput> outputs) {
        return rows(run, false, List.of(), instances, added, changed, outputs, List.of(), List.of());
    }

    public static RunWrites withSchedule(DagRun run, DagSchedule schedule) {
        return rows(run, true, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(schedule), List.of());
    }

    /** Written by {@link StoreRows#OWNER}. */
    public static TurnWrites turn(RunWrites... runs) {
        return writes(0, List.of(runs), List.of(), List.of(), List.of(), List.of(), List.of(), List.of());
    }

    /** @param revision what the writer knows of the DAGs */
    public static TurnWrites catalog(
            long revision, List<DagRecord> dags, List<DagVersion> versions, List<DagSchedule> schedules) {
        return writes(revision, List.of(), dags, versions, schedules, List.of(), List.of(), List.of());
    }

    public static TurnWrites schedules(DagSchedule... schedules) {
        return catalog(0, List.of(), List.of(), List.of(schedules));
    }

    public static TurnWrites sessions(List<WorkerSession> opened, List<WorkerSession> changed) {
        return writes(0, List.of(), List.of(), List.of(), List.of(), opened, changed, List.of());
    }

    public static TurnWrites deeds(AuditEvent... deeds) {
        return writes(0, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(deeds));
    }

    public static TurnWrites mail(List<Mail.Letter> letters, List<Mail.Answer> answers) {
        return turn(
                OWNER, 0, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), letters, answers,
                LEASE);
    }

    /** What people do to pools. */
    public static TurnWrites pools(PoolWrites pools) {
        return writes(pools, BackfillWrites.NONE, AssetWrites.NONE);
    }

    /** What happens to backfills. */
    public static TurnWrites backfills(BackfillWrites backfills) {
        return writes(PoolWrites.NONE, backfills, AssetWrites.NONE);
    }

    /** What happens to assets. */
    public static TurnWrites assets(AssetWrites assets) {
        return writes(PoolWrites.NONE, BackfillWrites.NONE, assets);
    }

    private static TurnWrites writes(PoolWrites pools, BackfillWrites backfills, AssetWrites assets) {
        return new TurnWrites(
                OWNER, 0, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(),
                List.of(), pools, backfills, List.of(), assets, LEASE);
    }

    /** The same writes of a run, with slots that its attempts take and free. */
    public static RunWrites withSlots(RunWrites run, PoolWrites slots) {
        return with(run, slots, AssetMoves.NONE);
    }

    /** The same writes of a run, with events of assets that it causes and takes. */
    public static RunWrites withAssets(RunWrites run, AssetMoves assets) {
        return with(run, PoolWrites.NONE, assets);
    }

    /** The same writes of a run, with versions of datasets that it publishes. */
    public static RunWrites withDatasets(RunWrites run, AssetMoves assets, DatasetMoves datasets) {
        return with(run, PoolWrites.NONE, assets, datasets);
    }

    private static RunWrites with(RunWrites run, PoolWrites slots, AssetMoves assets) {
        return with(run, slots, assets, run.datasets());
    }

    private static RunWrites with(RunWrites run, PoolWrites slots, AssetMoves assets, DatasetMoves datasets) {
        return new RunWrites(
                run.run(),
                run.created(),
                run.changed(),
                run.settled(),
                run.remade(),
                run.instancesAdded(),
                run.instancesChanged(),
                run.instancesGone(),
                run.attemptsAdded(),
                run.attemptsChanged(),
                run.outputs(),
                run.schedules(),
                run.audit(),
                slots,
                run.notices(),
                assets,
                datasets);
    }

    private static TurnWrites writes(
            long revision,
            List<RunWrites> runs,
            List<DagRecord> dags,
            List<DagVersion> versions,
            List<DagSchedule> schedules,
            List<WorkerSession> opened,
            List<WorkerSession> changed,
            List<AuditEvent> deeds) {
        return turn(
                OWNER, revision, runs, dags, versions, schedules, opened, changed, deeds, List.of(), List.of(), LEASE);
    }

    /** One that leaves pools, backfills and assets alone, and tells nobody of anything but its runs. */
    public static TurnWrites turn(
            UUID serverId,
            long catalogRevision,
            List<RunWrites> runs,
            List<DagRecord> dags,
            List<DagVersion> versions,
            List<DagSchedule> schedules,
            List<WorkerSession> sessionsOpened,
            List<WorkerSession> sessionsChanged,
            List<AuditEvent> audit,
            List<Mail.Letter> letters,
            List<Mail.Answer> answers,
            Duration lease) {
        return new TurnWrites(
                serverId,
                catalogRevision,
                runs,
                dags,
                versions,
                schedules,
                sessionsOpened,
                sessionsChanged,
                audit,
                letters,
                answers,
                PoolWrites.NONE,
                BackfillWrites.NONE,
                List.of(),
                AssetWrites.NONE,
                lease);
    }

    /** Of a run that nobody is told of, and whose attempts take and free no slots of pools. */
    public static RunWrites rows(
            DagRun run,
            boolean created,
            boolean changed,
            boolean settled,
            boolean remade,
            List<TaskInstance> instancesAdded,
            List<TaskInstance> instancesChanged,
            List<TaskInstance> instancesGone,
            List<TaskAttempt> attemptsAdded,
            List<TaskAttempt> attemptsChanged,
            List<TaskOutput> outputs,
            List<DagSchedule> schedules,
            List<AuditEvent> audit) {
        return new RunWrites(
                run,
                created,
                changed,
                settled,
                remade,
                instancesAdded,
                instancesChanged,
                instancesGone,
                attemptsAdded,
                attemptsChanged,
                outputs,
                schedules,
                audit,
                PoolWrites.NONE,
                List.of(),
                AssetMoves.NONE,
                DatasetMoves.NONE);
    }

    /** Of a run whose attempts have all ended, and that keeps its instances. */
    public static RunWrites rows(
            DagRun run,
            boolean created,
            List<TaskInstance> instancesAdded,
            List<TaskInstance> instancesChanged,
            List<TaskAttempt> attemptsAdded,
            List<TaskAttempt> attemptsChanged,
            List<TaskOutput> outputs,
            List<DagSchedule> schedules,
            List<AuditEvent> audit) {
        return rows(
                run,
                created,
                !created,
                run.state().isFinal(),
                false,
                instancesAdded,
                instancesChanged,
                List.of(),
                attemptsAdded,
                attemptsChanged,
                outputs,
                schedules,
                audit);
    }
}
