package io.orchestrator.core.engine;

import io.orchestrator.core.asset.AssetMoves;
import io.orchestrator.core.asset.AssetWrites;
import io.orchestrator.core.audit.AuditEvent;
import io.orchestrator.core.backfill.BackfillWrites;
import io.orchestrator.core.dag.DagRecord;
import io.orchestrator.core.dag.DagVersion;
import io.orchestrator.core.dataset.DatasetMoves;
import io.orchestrator.core.notify.Notice;
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

/**
 * Everything that one turn writes.
 *
 * @param serverId who writes; nothing is written if its lease was taken away
 * @param catalogRevision what the engine knows of the DAGs; counts if {@code dags} is not empty
 * @param runs in order of their keys
 * @param dags rows to insert or replace, by DAG id
 * @param versions rows to insert
 * @param schedules rows to insert or replace, by DAG id; a run's own schedule row is the later one
 * @param pools pools that people change, and slots of attempts that had none before
 * @param backfills what changes of backfills; their runs are among the runs
 * @param notices what people are told of that is about no run
 * @param assets what changes of assets beside what the runs do
 * @param letters commands for servers that own the DAGs
 * @param answers to letters of other servers
 * @param sessionsOpened rows to insert, with a lease of {@code lease} by the database's clock
 * @param sessionsChanged rows whose state changed; ENDED and LOST get their end from the database's clock
 */
public record TurnWrites(
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
        PoolWrites pools,
        BackfillWrites backfills,
        List<Notice> notices,
        AssetWrites assets,
        Duration lease) {

    public boolean isEmpty() {
        return runs.isEmpty()
                && dags.isEmpty()
                && versions.isEmpty()
                && schedules.isEmpty()
                && sessionsOpened.isEmpty()
                && sessionsChanged.isEmpty()
                && audit.isEmpty()
                && letters.isEmpty()
                && answers.isEmpty()
                && pools.isEmpty()
                && backfills.isEmpty()
                && notices.isEmpty()
                && assets.isEmpty();
    }

    /**
     * What is written of one run.
     *
     * @param run the row as it shall be. What made the run (ids, type, dates, params, who triggered it, its backfill) is
     *     written at its creation alone, unless it is remade
     * @param created true: insert
     * @param changed the row itself changes; false: only what is below it
     * @param settled the run is final and no attempt of it is open: nobody has to read it at a start
     * @param remade its params were edited, or a backfill took it over; else what made it is written at its creation alone
     * @param instancesAdded rows to insert
     * @param instancesChanged rows to update, whole
     * @param instancesGone rows to delete: they stood for lists whose elements have rows now
     * @param attemptsAdded rows to insert
     * @param attemptsChanged rows to update: state, start, end, failure
     * @param schedules the schedule rows that move on with this run
     * @param audit what people did to this run
     * @param pools the slots that its attempts take and free; if there are not enough, the run is not written
     * @param notices what people are told of it
     * @param assets events of assets that it causes and takes
     * @param datasets versions of datasets that it publishes
     */
    public record RunWrites(
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
            List<AuditEvent> audit,
            PoolWrites pools,
            List<Notice> notices,
            AssetMoves assets,
            DatasetMoves datasets) {}
}
