package io.orchestrator.core.engine;

import io.orchestrator.core.backfill.Backfill;
import io.orchestrator.core.backfill.BackfillCheck;
import io.orchestrator.core.backfill.BackfillPlan;
import io.orchestrator.core.backfill.BackfillWrites;
import io.orchestrator.core.dag.DagRecord;
import io.orchestrator.core.decide.RunEvent;
import io.orchestrator.core.decide.RunState;
import io.orchestrator.core.run.DagRunState;
import io.orchestrator.core.schedule.DueRun;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** What people ask of backfills: to begin, to pause, to go on, to be cancelled. */
final class BackfillCommands {

    private final EngineMemory memory;
    private final RunCommands runs;

    BackfillCommands(EngineMemory memory, RunCommands runs) {
        this.memory = memory;
        this.runs = runs;
    }

    void start(Turn turn, Request<Command.Backfilled> request, Command.StartBackfill ask) {
        DagRecord dag = runs.activeDag(ask.dagId());
        Catalog.Graph graph = memory.catalog.newest(dag);
        List<DueRun> due = due(ask, graph, turn.now);
        JsonNode params = RunCommands.params(graph.version().graph(), ask.params());
        BackfillPlan plan = BackfillPlan.of(due, there(dag.dagId(), due), ask.reprocess(), ask.backwards());
        Backfill open = memory.backfills.open(dag.dagId());
        if (ask.dryRun()) {
            turn.answer(request, new Command.Backfilled(null, plan));
            return;
        }
        if (open != null) {
            throw new CommandRefused(
                    CommandRefused.Kind.CONFLICT,
                    "DAG " + dag.dagId() + " has a backfill that is not over, number " + open.id() + " from "
                            + open.from() + " to " + open.to() + ": wait for its end, or cancel it");
        }
        Backfill backfill = new Backfill(
                memory.store.newBackfillId(),
                dag.dagId(),
                ask.from(),
                ask.to(),
                ask.reprocess(),
                ask.backwards(),
                ask.newestVersion(),
                ask.maxActiveRuns(),
                ask.params().isEmpty() ? ask.params() : params,
                plan.first(),
                plan.dates().size(),
                false,
                ask.actor(),
                turn.now,
                turn.now,
                null);
        turn.add(new BackfillWrites.New(backfill, plan.dates()));
        turn.leaveOut(backfill, plan.leftOut(), false);
        audit(turn, backfill, ask.actor(), "backfill.create");
        turn.answer(request, new Command.Backfilled(backfill, BackfillPlan.EMPTY));
    }

    private static List<DueRun> due(Command.StartBackfill ask, Catalog.Graph graph, Instant now) {
        try {
            return BackfillCheck.due(
                    new BackfillCheck.Wish(ask.from(), ask.to(), ask.reprocess(), ask.backwards(), ask.maxActiveRuns()),
                    graph.version().graph(),
                    graph.timetable(),
                    now);
        } catch (BackfillCheck.Refused refused) {
            throw new CommandRefused(CommandRefused.Kind.INVALID, String.valueOf(refused.getMessage()));
        }
    }

    private Map<Instant, DagRunState> there(String dagId, List<DueRun> due) {
        Map<Instant, DagRunState> there = new HashMap<>();
        memory.runsAt(dagId, due.stream().map(DueRun::logicalDate).toList())
                .forEach((date, run) -> there.put(date, run.state()));
        return there;
    }

    void move(Turn turn, Request<Backfill> request, Command.MoveBackfill ask) {
        Backfill backfill = memory.store
                .backfill(ask.backfillId())
                .filter(stored -> stored.dagId().equals(ask.dagId()))
                .orElseThrow(() -> new CommandRefused(
                        CommandRefused.Kind.NOT_FOUND,
                        "DAG " + ask.dagId() + " has no backfill number " + ask.backfillId()));
        Backfill open = memory.backfills.open(ask.dagId());
        if (open == null || open.id() != backfill.id()) {
            throw new CommandRefused(
                    CommandRefused.Kind.CONFLICT,
                    "backfill " + backfill.id() + " of DAG " + ask.dagId() + " is over already");
        }
        Backfill moved = switch (ask.to()) {
            case PAUSED -> open.withPaused(true, turn.now);
            case RUNNING -> open.withPaused(false, turn.now);
            case CANCELLED -> open.cancelled(turn.now);
        };
        if (ask.to() == Command.MoveBackfill.To.CANCELLED) {
            endQueued(turn, new Lane(open.dagId(), open.id()), ask.actor());
        }
        if (moved.isOver() || moved.paused() != open.paused()) {
            turn.put(moved);
            audit(turn, moved, ask.actor(), "backfill." + ask.to().deed());
        }
        turn.answer(request, moved);
    }

    /** What runs already, runs to its end. */
    private void endQueued(Turn turn, Lane lane, String actor) {
        for (long key : List.copyOf(memory.runs.queued(lane))) {
            RunState run = memory.runs.get(key);
            if (run != null) {
                turn.decide(run, new RunEvent.End(DagRunState.FAILED, "cancelled with its backfill by " + actor));
                turn.audit(run, actor, "run.mark_failed", null);
            }
        }
    }

    private static void audit(Turn turn, Backfill backfill, String actor, String action) {
        turn.audit(
                actor,
                action,
                backfill.dagId(),
                JsonNodeFactory.instance
                        .objectNode()
                        .put("backfill", backfill.id())
                        .put("from", backfill.from().toString())
                        .put("to", backfill.to().toString()));
    }
}
