package io.orchestrator.core.simulation;

import io.orchestrator.core.engine.TurnWrites;
import io.orchestrator.core.engine.TurnWrites.RunWrites;
import io.orchestrator.core.pool.PoolWrites;
import io.orchestrator.core.run.DagRun;
import io.orchestrator.core.task.TaskAttempt;
import io.orchestrator.core.task.TaskInstance;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** A turn's writes with something changed. */
final class Rewrite {

    private Rewrite() {}

    static TurnWrites by(TurnWrites w, UUID serverId) {
        return all(w, serverId, w.runs(), w.lease());
    }

    static TurnWrites lease(TurnWrites w, Duration lease) {
        return all(w, w.serverId(), w.runs(), lease);
    }

    static TurnWrites runs(TurnWrites w, List<RunWrites> runs) {
        return all(w, w.serverId(), runs, w.lease());
    }

    private static TurnWrites all(TurnWrites w, UUID serverId, List<RunWrites> runs, Duration lease) {
        return new TurnWrites(
                serverId,
                w.catalogRevision(),
                runs,
                w.dags(),
                w.versions(),
                w.schedules(),
                w.sessionsOpened(),
                w.sessionsChanged(),
                w.audit(),
                w.letters(),
                w.answers(),
                w.pools(),
                w.backfills(),
                w.notices(),
                w.assets(),
                lease);
    }

    /** The same run's row, with these task instances and new attempts. */
    static RunWrites instances(RunWrites w, List<TaskInstance> changed, List<TaskAttempt> added) {
        return new RunWrites(
                w.run(),
                w.created(),
                w.changed(),
                w.settled(),
                w.remade(),
                w.instancesAdded(),
                changed,
                w.instancesGone(),
                added,
                w.attemptsChanged(),
                w.outputs(),
                w.schedules(),
                w.audit(),
                w.pools(),
                w.notices(),
                w.assets(),
                w.datasets());
    }

    /** Nothing of a run but these task instances and new attempts. */
    static RunWrites only(RunWrites w, List<TaskInstance> changed, List<TaskAttempt> added) {
        return new RunWrites(
                w.run(),
                false,
                false,
                w.settled(),
                false,
                List.of(),
                changed,
                List.of(),
                added,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                w.pools(),
                w.notices(),
                w.assets(),
                w.datasets());
    }

    /** The same, but for the slots that attempts take and free. */
    static RunWrites slots(RunWrites w, PoolWrites slots) {
        return new RunWrites(
                w.run(),
                w.created(),
                w.changed(),
                w.settled(),
                w.remade(),
                w.instancesAdded(),
                w.instancesChanged(),
                w.instancesGone(),
                w.attemptsAdded(),
                w.attemptsChanged(),
                w.outputs(),
                w.schedules(),
                w.audit(),
                slots,
                w.notices(),
                w.assets(),
                w.datasets());
    }

    /** Under an id that is free, and without a logical date. */
    static RunWrites renamed(RunWrites w) {
        DagRun r = w.run();
        DagRun renamed = new DagRun(
                r.runKey(),
                r.dagId(),
                r.runId() + "~" + r.runKey(),
                r.type(),
                r.state(),
                r.stateReason(),
                null,
                r.intervalStart(),
                r.intervalEnd(),
                r.runAfter(),
                r.params(),
                r.version(),
                r.build(),
                r.triggeredBy(),
                r.note(),
                r.clearNumber(),
                r.queuedAt(),
                r.startedAt(),
                r.endedAt(),
                r.backfillId(),
                r.deadlines());
        return new RunWrites(
                renamed,
                w.created(),
                w.changed(),
                w.settled(),
                w.remade(),
                w.instancesAdded(),
                w.instancesChanged(),
                w.instancesGone(),
                w.attemptsAdded(),
                w.attemptsChanged(),
                w.outputs(),
                w.schedules(),
                w.audit(),
                w.pools(),
                w.notices(),
                w.assets(),
                w.datasets());
    }
}
