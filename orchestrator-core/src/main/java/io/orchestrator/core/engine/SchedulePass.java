package io.orchestrator.core.engine;

import io.orchestrator.core.dag.DagRecord;
import io.orchestrator.core.decide.RunEvent;
import io.orchestrator.core.decide.RunState;
import io.orchestrator.core.params.RunParams;
import io.orchestrator.core.run.DagRun;
import io.orchestrator.core.run.DagRunState;
import io.orchestrator.core.run.RunIds;
import io.orchestrator.core.run.RunType;
import io.orchestrator.core.schedule.DagSchedule;
import io.orchestrator.core.schedule.DueRun;
import io.orchestrator.protocol.graph.DagGraph;
import io.orchestrator.protocol.graph.TimingSpec.WhenBusy;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

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
            while (created < memory.settings.runsPerTurn() && isDue(dag, turn.now) && moveOn(turn, dag)) {
                created++;
            }
        }
        return created;
    }

    private boolean isDue(DagRecord dag, Instant now) {
        Instant next = nextDue(dag);
        return next != null && !next.isAfter(now) && maySeeToIt(dag);
    }

    /** When a DAG's schedule has to be looked at, or null: it is paused, gone, or never due again. */
    private @Nullable Instant nextDue(DagRecord dag) {
        DagSchedule schedule = memory.catalog.schedule(dag.dagId());
        return dag.paused() || !dag.active() || schedule == null ? null : schedule.nextDue();
    }

    /** While a DAG that queues has as many runs as it may, the next date is remembered, not due. */
    private boolean maySeeToIt(DagRecord dag) {
        return hasRoom(dag) || graph(dag).timing().whenBusy() != WhenBusy.QUEUE;
    }

    private boolean hasRoom(DagRecord dag) {
        return memory.runs.unfinished(Lane.ordinary(dag.dagId())) < graph(dag).maxActiveRuns();
    }

    /** Moves a schedule on by one slot; false: it was not due after all. */
    private boolean moveOn(Turn turn, DagRecord dag) {
        DagSchedule schedule = memory.catalog.schedule(dag.dagId());
        Optional<DueRun> due = schedule == null ? Optional.empty() : next(dag, schedule, turn.now);
        if (schedule == null || due.isEmpty() || due.get().runAfter().isAfter(turn.now)) {
            if (schedule != null) {
                place(turn, dag, schedule);
            }
            return false;
        }
        if (turn.creates(dag.dagId(), due.get().logicalDate())) {
            // Somebody else's run of this date may not be written: whether it is there is seen in the next turn.
            return false;
        }
        DagSchedule moved = withNext(dag, schedule.after(due.get().slot()), turn.now);
        if (mayBegin(turn, dag)) {
            begin(turn, dag, due.get(), moved);
        } else {
            turn.audit("schedule", "schedule.skip", dag.dagId(), skipped(due.get()));
            turn.put(moved);
        }
        return true;
    }

    /** What the author wants where there is no room. */
    private boolean mayBegin(Turn turn, DagRecord dag) {
        if (hasRoom(dag)) {
            return true;
        }
        return switch (graph(dag).timing().whenBusy()) {
            case QUEUE, SKIP -> false;
            case BUFFER_ONE ->
                memory.runs.unfinished(Lane.ordinary(dag.dagId())) == graph(dag).maxActiveRuns();
            case ALLOW -> true;
            case CANCEL_PREVIOUS -> {
                oldestScheduled(dag.dagId())
                        .ifPresent(run -> turn.decide(
                                run, new RunEvent.End(DagRunState.FAILED, "cancelled, because the next run is due")));
                yield true;
            }
        };
    }

    private Optional<RunState> oldestScheduled(String dagId) {
        Lane own = Lane.ordinary(dagId);
        return Stream.concat(memory.runs.running(own).stream(), memory.runs.queued(own).stream())
                .flatMap(key -> Stream.ofNullable(memory.runs.get(key)))
                .filter(state -> state.run().type() == RunType.SCHEDULED)
                .min(Comparator.comparing(state -> state.run().runKey()));
    }

    private static JsonNode skipped(DueRun due) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("logical_date", due.logicalDate().toString())
                .put("reason", "the DAG has as many unfinished runs as it may");
    }

    private void begin(Turn turn, DagRecord dag, DueRun due, DagSchedule moved) {
        if (memory.store.findRun(dag.dagId(), due.logicalDate()).isPresent()) {
            turn.put(moved);
            return;
        }
        DagRun run = new DagRun(
                memory.ids.runKey(turn.now),
                dag.dagId(),
                RunIds.of(RunType.SCHEDULED, due.logicalDate()),
                RunType.SCHEDULED,
                DagRunState.QUEUED,
                null,
                due.logicalDate(),
                due.intervalStart(),
                due.intervalEnd(),
                due.runAfter(),
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
    }

    /** Looks again at a schedule in Java of which more is known. Another server's looks by itself when it takes the DAG over. */
    void slotsKnown(Turn turn, Request<Boolean> request, String dagId) {
        memory.timetables.forget(List.of(dagId));
        DagRecord dag = memory.catalog.dag(dagId);
        DagSchedule schedule = memory.catalog.schedule(dagId);
        if (dag != null && schedule != null && memory.ownership.owns(dagId)) {
            place(turn, dag, schedule);
            turn.answer(request, true);
        } else {
            turn.answer(request, false);
        }
    }

    /** Writes where a schedule stands, with its next slot computed anew, if that is not where it stands already. */
    void place(Turn turn, DagRecord dag, DagSchedule schedule) {
        DagSchedule placed = withNext(dag, schedule, turn.now);
        if (!placed.equals(memory.catalog.schedule(dag.dagId()))) {
            turn.put(placed);
        }
    }

    private DagSchedule withNext(DagRecord dag, DagSchedule schedule, Instant now) {
        return schedule.withNext(dag.active() ? next(dag, schedule, now).orElse(null) : null);
    }

    private Optional<DueRun> next(DagRecord dag, DagSchedule schedule, Instant now) {
        return memory.timetables.next(dag, schedule, now);
    }

    private DagGraph graph(DagRecord dag) {
        return memory.catalog.newest(dag).version().graph();
    }

    /** The earliest instant at which a schedule will be due, or null. A DAG that has no room is woken by the end of a run. */
    @Nullable
    Instant earliestDue() {
        return memory.catalog.earliestDue(this::maySeeToIt);
    }
}
