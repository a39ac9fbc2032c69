package io.orchestrator.core.engine;

import io.orchestrator.core.dag.DagRecord;
import io.orchestrator.core.decide.RunEvent;
import io.orchestrator.core.decide.RunState;
import io.orchestrator.core.params.Fault;
import io.orchestrator.core.params.RunParams;
import io.orchestrator.core.run.DagRun;
import io.orchestrator.core.run.DagRunState;
import io.orchestrator.core.run.RunIds;
import io.orchestrator.core.run.RunType;
import io.orchestrator.core.schedule.DueRun;
import io.orchestrator.core.task.TaskInstance;
import io.orchestrator.core.task.TaskState;
import io.orchestrator.protocol.Json;
import io.orchestrator.protocol.graph.DagGraph;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** What people ask of runs: trigger, mark. */
final class RunCommands {

    private final EngineMemory memory;
    private final Consumer<Request<?>> again;

    /** @param again takes a request that has to be handled once more */
    RunCommands(EngineMemory memory, Consumer<Request<?>> again) {
        this.memory = memory;
        this.again = again;
    }

    void trigger(Turn turn, Request<Command.Triggered> request, Command.Trigger ask) {
        DagRecord dag = activeDag(ask.dagId());
        String runId = ask.runId() != null
                ? ask.runId()
                : RunIds.of(ask.type(), ask.logicalDate() == null ? turn.now : ask.logicalDate());
        if (ask.runId() != null && !RunIds.allowedByHand(runId)) {
            throw new CommandRefused(
                    CommandRefused.Kind.INVALID,
                    "run id \"" + runId
                            + "\" is not allowed: use letters, digits and _ . ~ : + - (at most 250), and do not "
                            + "begin with scheduled__, which the engine keeps for itself");
        }
        Optional<DagRun> there = existing(ask, runId, request.tries());
        if (there.isPresent()) {
            DagRun run = there.get();
            turn.answer(request, run.runKey(), () -> new Command.Triggered(run, false), again::accept);
            return;
        }
        Catalog.Graph graph = memory.catalog.newest(dag);
        DueRun about = ask.logicalDate() == null || ask.intervalStart() != null
                ? null
                : memory.timetables.of(dag).byHand(ask.logicalDate());
        DagRun run = new DagRun(
                memory.ids.runKey(turn.now),
                dag.dagId(),
                runId,
                ask.type(),
                DagRunState.QUEUED,
                null,
                ask.logicalDate(),
                about == null ? ask.intervalStart() : about.intervalStart(),
                about == null ? ask.intervalEnd() : about.intervalEnd(),
                ask.logicalDate() == null || ask.logicalDate().isBefore(turn.now) ? turn.now : ask.logicalDate(),
                params(graph.version().graph(), ask.params()),
                dag.version(),
                dag.build(),
                ask.actor(),
                ask.note(),
                0,
                turn.now,
                null,
                null);
        RunState state = NewRuns.create(turn, graph, run);
        turn.audit(state, ask.actor(), "run.trigger", null);
        turn.answer(request, run.runKey(), () -> new Command.Triggered(state.run(), true), again::accept);
    }

    void repeat(Turn turn, Request<Command.Triggered> request, Command.Repeat ask) {
        activeDag(ask.dagId());
        DagRun of = memory.ownedRun(ask.dagId(), ask.runId()).run();
        DagRun run = new DagRun(
                memory.ids.runKey(turn.now),
                of.dagId(),
                RunIds.of(RunType.MANUAL, turn.now),
                RunType.MANUAL,
                DagRunState.QUEUED,
                null,
                null,
                of.intervalStart(),
                of.intervalEnd(),
                turn.now,
                of.params(),
                of.version(),
                of.build(),
                ask.actor(),
                "Repeats " + of.runId() + " as recorded",
                0,
                turn.now,
                null,
                null);
        RunState state = NewRuns.create(turn, memory.catalog.graph(of.dagId(), of.version()), run);
        turn.work(state).repeat(of.runKey());
        turn.auditDetail(
                state, ask.actor(), "run.repeat", Json.MAPPER.createObjectNode().put("of", of.runId()));
        turn.answer(request, run.runKey(), () -> new Command.Triggered(state.run(), true), again::accept);
    }

    /** With defaults for what was not given. */
    static JsonNode params(DagGraph graph, JsonNode given) {
        if (graph.params() == null) {
            return given;
        }
        return switch (RunParams.of(graph.params(), given)) {
            case RunParams.Accepted accepted -> accepted.values();
            case RunParams.Refused refused ->
                throw new CommandRefused(
                        CommandRefused.Kind.INVALID,
                        "params of DAG " + graph.dagId() + ": "
                                + refused.faults().stream().map(Fault::toString).collect(Collectors.joining("; ")));
        };
    }

    /** The first try finds out by writing: a settled run of that id makes the write fail, and is looked for only then. */
    private Optional<DagRun> existing(Command.Trigger ask, String runId, int tries) {
        RunState cached = memory.runs.find(ask.dagId(), runId);
        if (cached != null || tries == 0) {
            return Optional.ofNullable(cached).map(RunState::run);
        }
        Optional<DagRun> byId = memory.store.findRun(ask.dagId(), runId);
        Instant date = ask.logicalDate();
        return byId.isPresent() || date == null ? byId : memory.store.findRun(ask.dagId(), date);
    }

    void markTask(Turn turn, Request<TaskInstance> request, Command.MarkTask ask) {
        if (ask.state() != TaskState.SUCCESS && ask.state() != TaskState.FAILED && ask.state() != TaskState.SKIPPED) {
            throw new CommandRefused(
                    CommandRefused.Kind.INVALID,
                    "a task cannot be marked " + ask.state().key() + ": use success, failed or skipped");
        }
        RunState state = memory.ownedRun(ask.dagId(), ask.runId());
        int task = task(state, ask.taskId());
        int number = state.numberOf(task, ask.mapIndex());
        if (number < 0) {
            throw new CommandRefused(
                    CommandRefused.Kind.NOT_FOUND, "task " + ask.taskId() + " has no map index " + ask.mapIndex());
        }
        turn.decide(state, new RunEvent.MarkTask(number, ask.state(), ask.actor()));
        turn.audit(state, ask.actor(), "task.mark_" + ask.state().key(), ask.taskId());
        turn.answer(request, state.run().runKey(), () -> state.instance(number), again::accept);
    }

    void markRun(Turn turn, Request<DagRun> request, Command.MarkRun ask) {
        RunState state = memory.ownedRun(ask.dagId(), ask.runId());
        switch (ask.state()) {
            case SUCCESS, FAILED ->
                turn.decide(
                        state,
                        new RunEvent.End(ask.state(), "marked " + ask.state().key() + " by " + ask.actor()));
            case QUEUED -> {
                Set<Integer> all = Selected.in(state, Selection.ofRun(ask.runId()));
                turn.decide(state, new RunEvent.Clear(all, ask.actor()));
            }
            case RUNNING ->
                throw new CommandRefused(
                        CommandRefused.Kind.INVALID,
                        "a run cannot be marked running: use queued to start it again, success or failed to end it");
        }
        turn.audit(state, ask.actor(), "run.mark_" + ask.state().key(), null);
        turn.answer(request, state.run().runKey(), state::run, again::accept);
    }

    /** @throws CommandRefused if there is none, or it is gone */
    DagRecord activeDag(String dagId) {
        DagRecord dag = memory.catalog.dag(dagId);
        if (dag == null) {
            throw new CommandRefused(CommandRefused.Kind.NOT_FOUND, "there is no DAG \"" + dagId + "\"");
        }
        if (!dag.active()) {
            throw new CommandRefused(
                    CommandRefused.Kind.CONFLICT,
                    "DAG " + dagId + " is not in the newest build of bundle " + dag.bundle()
                            + " any more: deploy it again to run it");
        }
        return dag;
    }

    private static int task(RunState state, String taskId) {
        return state.graph()
                .find(taskId)
                .orElseThrow(() -> new CommandRefused(
                        CommandRefused.Kind.NOT_FOUND,
                        "DAG " + state.run().dagId() + ", version "
                                + state.run().version() + ", has no task \"" + taskId + "\""));
    }
}
