package io.orchestrator.core.engine;

import io.orchestrator.core.dag.DagRecord;
import io.orchestrator.core.params.RunParams;
import io.orchestrator.core.run.DagRun;
import io.orchestrator.core.run.DagRunState;
import io.orchestrator.core.run.RunIds;
import io.orchestrator.core.run.RunType;
import io.orchestrator.core.schedule.DagSchedule;
import io.orchestrator.core.schedule.DueRun;
import io.orchestrator.core.schedule.NextRuns;
import io.orchestrator.protocol.graph.DagGraph;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Creates the runs that schedules have due, each in the transaction that moves its schedule on. */
final class SchedulePass {

    private final EngineMemory memory;

    SchedulePass(EngineMemory memory) {
        this.memory = memory;
    }

    /** One pass. Returns how many runs it created; a full turn's worth means that there may be more. */
    int pass(Turn turn) {
        int created = 0;
        for (DagRecord dag : memory.catalog.dueBy(turn.now)) {
            while (created < memory.settings.runsPerTurn() && isDue(dag, turn.now) && createDue(turn, dag)) {
                created++;
            }
        }
        return created;
    }

    private boolean isDue(DagRecord dag, Instant now) {
        Instant next = nextDue(dag);
        return next != null && !next.isAfter(now) && hasRoom(dag);
    }

    /** When a DAG's schedule has to be looked at, or null: it is paused, gone, or never due again. */
    private @Nullable Instant nextDue(DagRecord dag) {
        DagSchedule schedule = memory.catalog.schedule(dag.dagId());
        return dag.paused() || !dag.active() || schedule == null ? null : schedule.nextDue();
    }

    /** While the DAG has as many runs as it may, the next date is remembered, not due. */
    private boolean hasRoom(DagRecord dag) {
        return memory.runs.unfinished(dag.dagId()) < graph(dag).maxActiveRuns();
    }

    /** Moves a schedule on by one slot; false: it was not due after all. */
    private boolean createDue(Turn turn, DagRecord dag) {
        DagSchedule schedule = memory.catalog.schedule(dag.dagId());
        Optional<DueRun> due = schedule == null ? Optional.empty() : next(dag, schedule, turn.now);
        if (schedule == null || due.isEmpty() || due.get().slot().isAfter(turn.now)) {
            if (schedule != null) {
                place(turn, dag, schedule);
            }
            return false;
        }
        DueRun slot = due.get();
        DagSchedule moved =
                withNext(dag, new DagSchedule(dag.dagId(), schedule.activatedAt(), slot.slot(), null), turn.now);
        Optional<DagRun> taken = memory.store.findRun(dag.dagId(), slot.slot());
        if (taken.isPresent()) {
            turn.put(moved);
            return true;
        }
        DagRun run = new DagRun(
                memory.ids.runKey(turn.now),
                dag.dagId(),
                RunIds.of(RunType.SCHEDULED, slot.slot()),
                RunType.SCHEDULED,
                DagRunState.QUEUED,
                null,
                slot.slot(),
                slot.intervalStart(),
                slot.intervalEnd(),
                slot.runAfter(),
                RunParams.ofScheduled(graph(dag).params()),
                dag.version(),
                dag.build(),
                "schedule",
                null,
                0,
                turn.now,
                null,
                null);
        var state = NewRuns.create(turn, memory.catalog.newest(dag), run);
        turn.work(state).advance(moved);
        memory.catalog.put(moved);
        return true;
    }

    /** Writes where a schedule stands, with its next slot computed anew, if that is not where it stands already. */
    void place(Turn turn, DagRecord dag, DagSchedule schedule) {
        DagSchedule placed = withNext(dag, schedule, turn.now);
        if (!placed.equals(memory.catalog.schedule(dag.dagId()))) {
            turn.put(placed);
        }
    }

    private DagSchedule withNext(DagRecord dag, DagSchedule schedule, Instant now) {
        Instant next = dag.active() ? next(dag, schedule, now).map(DueRun::slot).orElse(null) : null;
        return new DagSchedule(dag.dagId(), schedule.activatedAt(), schedule.lastSlot(), next);
    }

    private Optional<DueRun> next(DagRecord dag, DagSchedule schedule, Instant now) {
        DagGraph graph = graph(dag);
        return NextRuns.next(graph.schedule(), graph.catchup(), graph.startDate(), graph.endDate(), schedule, now);
    }

    private DagGraph graph(DagRecord dag) {
        return memory.catalog.newest(dag).version().graph();
    }

    /** The earliest instant at which a schedule will be due, or null. A DAG that has no room is woken by the end of a run. */
    @Nullable
    Instant earliestDue() {
        return memory.catalog.earliestDue(this::hasRoom);
    }
}
