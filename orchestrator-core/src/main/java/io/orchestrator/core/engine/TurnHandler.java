package io.orchestrator.core.engine;

import io.orchestrator.core.dag.DagRecord;
import io.orchestrator.core.decide.Admission;
import io.orchestrator.core.decide.RunEvent;
import io.orchestrator.core.decide.RunState;
import io.orchestrator.core.run.DagRun;
import io.orchestrator.core.run.DagRunState;
import io.orchestrator.core.task.TaskInstance;
import io.orchestrator.core.worker.Dispatch;
import io.orchestrator.core.worker.WorkerSession;
import io.orchestrator.protocol.worker.Assignment;
import io.orchestrator.protocol.worker.Reports;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What happens within one turn: requests, timers, schedules, runs that may start, tasks that may start, commit. */
final class TurnHandler {

    private static final Logger log = LoggerFactory.getLogger(TurnHandler.class);
    private static final int MOST_TRIES = 3;

    private final EngineMemory memory;
    private final RunCommands runs;
    private final WorkerCommands workers;
    private final DagCommands dags;
    private final SchedulePass schedules;
    private final TurnCommit commit;
    private final Consumer<Request<?>> again;
    private boolean moreWork;

    TurnHandler(EngineMemory memory, Dispatch dispatch, TurnListener listener, Consumer<Request<?>> again) {
        this.memory = memory;
        this.again = again;
        this.runs = new RunCommands(memory, this::putBack);
        this.workers = new WorkerCommands(memory);
        this.schedules = new SchedulePass(memory);
        this.dags = new DagCommands(memory, schedules);
        this.commit = new TurnCommit(memory, dispatch, listener, schedules);
    }

    /** True: the last turn had more to do than one turn takes. */
    boolean moreWork() {
        return moreWork;
    }

    void turn(Instant now, List<Request<?>> requests, boolean pass) {
        Turn turn = new Turn(memory, now);
        List<Request<?>> beats = new ArrayList<>();
        boolean ring = pass;
        for (Request<?> request : requests) {
            switch (request.command()) {
                case Command.Beat beat -> beats.add(request);
                case Command.Ring rung -> ring = true;
                default -> handle(turn, request);
            }
        }
        workers.beat(turn, beats);
        fireTimers(turn);
        if (pass) {
            workers.sweep(turn);
        }
        int created = schedules.pass(turn);
        startRuns(turn);
        admit(turn);
        moreWork = created >= memory.settings.runsPerTurn();
        answerRings(turn, requests, ring ? created : 0);
        commit.commit(turn);
    }

    private static void answerRings(Turn turn, List<Request<?>> requests, int created) {
        for (Request<?> request : requests) {
            if (request.command() instanceof Command.Ring) {
                @SuppressWarnings("unchecked")
                Request<Integer> rung = (Request<Integer>) request;
                turn.answer(rung, created);
            }
        }
    }

    private void handle(Turn turn, Request<?> request) {
        try {
            route(turn, request);
        } catch (CommandRefused refused) {
            request.answer().completeExceptionally(refused);
        } catch (IllegalStateException | IllegalArgumentException e) {
            log.error("{} could not be handled", request.command(), e);
            request.refuse(CommandRefused.Kind.INVALID, "the engine could not do this: " + e.getMessage());
        }
    }

    @SuppressWarnings("unchecked")
    private void route(Turn turn, Request<?> request) {
        switch (request.command()) {
            case Command.Trigger ask -> runs.trigger(turn, (Request<Command.Triggered>) request, ask);
            case Command.Clear ask -> runs.clear(turn, (Request<List<TaskInstance>>) request, ask);
            case Command.MarkTask ask -> runs.markTask(turn, (Request<TaskInstance>) request, ask);
            case Command.MarkRun ask -> runs.markRun(turn, (Request<DagRun>) request, ask);
            case Command.Pause ask -> dags.pause(turn, (Request<Boolean>) request, ask);
            case Command.Deploy ask -> dags.deploy(turn, (Request<List<String>>) request, ask);
            case Command.OpenSession ask -> workers.open(turn, (Request<WorkerSession>) request, ask);
            case Command.TakeReports ask -> workers.reports(turn, (Request<Reports.Answer>) request, ask);
            case Command.FetchInputs ask -> workers.inputs(turn, (Request<List<Assignment.Input>>) request, ask);
            case Command.Connected ask -> workers.connected(turn, (Request<Boolean>) request, ask);
            case Command.EndSession ask -> workers.end(turn, (Request<Boolean>) request, ask);
            case Command.Beat ask -> throw new IllegalStateException("heartbeats are taken together");
            case Command.Ring ask -> throw new IllegalStateException("rings are taken together");
        }
    }

    /** What a run could not be written for is handled once more, with the run as it is by then. */
    private void putBack(Request<?> request) {
        if (request.tries() < MOST_TRIES) {
            again.accept(request);
        } else {
            request.refuse(
                    CommandRefused.Kind.UNAVAILABLE,
                    "the run could not be written " + MOST_TRIES + " times: try again");
        }
    }

    private void fireTimers(Turn turn) {
        for (Timers.Timer timer : memory.runs.timers().takeDue(turn.now)) {
            RunState state = memory.runs.get(timer.runKey());
            if (state == null) {
                continue;
            }
            if (timer.task() != Timers.RUN) {
                turn.decide(state, new RunEvent.RetryDue(timer.task()));
            } else if (state.run().isOverTime(state.runTimeout(), turn.now)) {
                turn.decide(
                        state,
                        new RunEvent.End(
                                DagRunState.FAILED, "it ran longer than its timeout of " + state.runTimeout()));
            }
        }
    }

    private void startRuns(Turn turn) {
        for (String dagId : memory.runs.dagsWithQueuedRuns()) {
            DagRecord dag = memory.catalog.dag(dagId);
            if (dag == null || dag.paused()) {
                continue;
            }
            int room = memory.catalog.newest(dag).version().graph().maxActiveRuns()
                    - memory.runs.running(dagId).size();
            for (long key : List.copyOf(memory.runs.queued(dagId))) {
                RunState state = memory.runs.get(key);
                if (room > 0 && state != null && !state.run().runAfter().isAfter(turn.now)) {
                    turn.decide(state, new RunEvent.Start());
                    room--;
                }
            }
        }
    }

    private void admit(Turn turn) {
        List<Admission.Grant> grants =
                Admission.admit(memory.runs.ready(), memory.sessions.capacities(memory.runs), this::roomInRun);
        for (Admission.Grant grant : grants) {
            RunState state = memory.runs.get(grant.ready().runKey());
            if (state != null) {
                turn.decide(
                        state,
                        new RunEvent.HandOver(grant.ready().number(), memory.ids.uuid(turn.now), grant.sessionId()));
            }
        }
    }

    private int roomInRun(long runKey) {
        RunState state = memory.runs.get(runKey);
        return state == null ? 0 : state.maxActiveTasks() - memory.runs.atWorker(runKey);
    }
}
