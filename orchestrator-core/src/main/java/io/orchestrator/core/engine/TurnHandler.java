package io.orchestrator.core.engine;

import io.orchestrator.core.asset.AssetKey;
import io.orchestrator.core.backfill.Backfill;
import io.orchestrator.core.decide.Admission;
import io.orchestrator.core.decide.Explanation;
import io.orchestrator.core.decide.Limits;
import io.orchestrator.core.decide.RunEvent;
import io.orchestrator.core.decide.RunState;
import io.orchestrator.core.pool.Pool;
import io.orchestrator.core.run.DagRun;
import io.orchestrator.core.run.DagRunState;
import io.orchestrator.core.schedule.WantedSlots;
import io.orchestrator.core.server.ServerRecord;
import io.orchestrator.core.task.TaskInstance;
import io.orchestrator.core.worker.Dispatch;
import io.orchestrator.protocol.graph.TaskSpec;
import io.orchestrator.protocol.worker.Assignment;
import io.orchestrator.protocol.worker.Report;
import io.orchestrator.protocol.worker.Reports;
import io.orchestrator.protocol.worker.ServerAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What happens within one turn: requests, timers, schedules, runs that may start, tasks that may start, commit. */
final class TurnHandler {

    private static final Logger log = LoggerFactory.getLogger(TurnHandler.class);
    private static final int MOST_TRIES = 3;

    private final EngineMemory memory;
    private final RunCommands runs;
    private final ClearCommand clear;
    private final WorkerSessions workers;
    private final WorkerReports reports;
    private final DagCommands dags;
    private final PoolCommands pools;
    private final BackfillCommands backfillCommands;
    private final BackfillPass backfills;
    private final AssetPass assets;
    private final AssetCommands assetCommands;
    private final SchedulePass schedules;
    private final OwnershipPass servers;
    private final Recalls recalls;
    private final FailedRuns failures;
    private final RunStarts starts;
    private final OtherRuns others;
    private final ExplainCommand explain;
    private final TurnCommit commit;
    private final Consumer<Request<?>> again;
    private boolean moreWork;

    TurnHandler(EngineMemory memory, Dispatch dispatch, TurnListener listener, Consumer<Request<?>> again) {
        this.memory = memory;
        this.again = again;
        this.runs = new RunCommands(memory, this::putBack);
        this.clear = new ClearCommand(memory, this::putBack);
        this.workers = new WorkerSessions(memory);
        this.reports = new WorkerReports(memory);
        this.pools = new PoolCommands(memory);
        this.backfillCommands = new BackfillCommands(memory, runs);
        this.backfills = new BackfillPass(memory);
        this.assets = new AssetPass(memory);
        this.assetCommands = new AssetCommands(memory, assets);
        this.schedules = new SchedulePass(memory);
        this.dags = new DagCommands(memory, schedules);
        this.recalls = new Recalls(memory);
        this.failures = new FailedRuns(memory, dags);
        this.starts = new RunStarts(memory);
        this.others = new OtherRuns(memory, again);
        this.explain = new ExplainCommand(memory, starts);
        this.servers = new OwnershipPass(memory, dags);
        this.commit = new TurnCommit(memory, dispatch, listener, schedules);
    }

    /** True: the last turn had more to do than one turn takes. */
    boolean moreWork() {
        return moreWork;
    }

    /** The earliest instant at which one of this server's schedules is due, or null. */
    @Nullable
    Instant nextDue() {
        return schedules.earliestDue();
    }

    /** @param time what time it is; a renewal of the lease in this turn sets it right */
    void turn(Supplier<Instant> time, List<Request<?>> drained, boolean pass) {
        if (pass) {
            memory.ownership.renew();
        }
        Instant now = time.get();
        Turn turn = new Turn(memory, now);
        memory.shares.pass(memory.runs.atWorkers().byHolder(), now);
        backfills.complete(turn);
        List<Request<?>> requests = new ArrayList<>(drained);
        if (pass) {
            memory.pools.readAgain();
            servers.pass(turn);
            requests.addAll(post(now));
        }
        turn.take(memory.pools.refresh());
        // Before anything moves in this turn: that is in no row yet, and is looked at in the next one.
        others.look(turn, pass);
        List<Request<?>> beats = new ArrayList<>();
        boolean ring = pass;
        for (Request<?> request : requests) {
            switch (request.command()) {
                case Command.Beat beat -> beats.add(request);
                case Command.Ring rung -> ring = true;
                case Command.Hint hint -> hinted(turn, request);
                default -> handle(turn, request);
            }
        }
        workers.beat(turn, beats);
        fireTimers(turn);
        if (pass) {
            workers.sweep(turn);
            recalls.forget();
        }
        starts.lookAtRuns(turn);
        int created = schedules.pass(turn);
        backfills.pass(turn);
        assets.pass(turn, pass);
        starts.pass(turn);
        admit(turn);
        recalls.recall(turn);
        failures.pass(turn);
        turn.answer(memory.mail.takeAnswers());
        answerRings(turn, requests, ring ? created : 0);
        assets.follow(turn);
        commit.commit(turn);
        memory.sessions.listened(now);
        moreWork = created >= memory.settings.runsPerTurn()
                || backfills.moreWork()
                || memory.mail.hasAnswers()
                || others.isDue()
                || assets.isDue();
    }

    /** What other servers ask of this one; and what they have answered. */
    private List<Request<?>> post(Instant now) {
        if (memory.mail.awaitsAnswers()) {
            memory.mail.deliver(memory.store.takeAnswers(memory.ownership.serverId()));
            memory.mail.giveUp(now);
        }
        return memory.ownership.isAlone()
                ? List.of()
                : memory.mail.open(memory.store.takeMail(memory.ownership.owned()));
    }

    /** Hands everything over to the other servers. */
    void leave() {
        memory.store.moveServer(memory.ownership.serverId(), ServerRecord.State.DRAINING);
        servers.leave();
        memory.store.moveServer(memory.ownership.serverId(), ServerRecord.State.ENDED);
    }

    @SuppressWarnings("unchecked")
    private static void hinted(Turn turn, Request<?> request) {
        turn.answer((Request<Boolean>) request, true);
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
            if (request.command() instanceof Command.OnRun<?> ask && isElsewhere(turn, ask.dagId())) {
                pass(turn, request, ask);
            } else {
                route(turn, request);
            }
        } catch (CommandRefused refused) {
            request.answer().completeExceptionally(refused);
        } catch (IllegalStateException | IllegalArgumentException e) {
            log.error("{} could not be handled", request.command(), e);
            request.refuse(CommandRefused.Kind.INVALID, "the engine could not do this: " + e.getMessage());
        }
    }

    /** Sends a command to the server that owns the DAG. Why nothing goes on while nobody does, this one can say. */
    @SuppressWarnings("unchecked")
    private void pass(Turn turn, Request<?> request, Command.OnRun<?> command) {
        if (command instanceof Command.Explain ask && explain.isOwnerless(ask)) {
            explain.explainOwnerless(turn, (Request<Explanation>) request, ask);
        } else {
            turn.send(memory.mail.send(request, command, memory.ownership.serverId(), turn.now));
        }
    }

    /** Whether another server decides on this DAG; of one that does not exist this server says so itself. */
    private boolean isElsewhere(Turn turn, String dagId) {
        if (memory.catalog.dag(dagId) == null) {
            readCatalog(turn);
        }
        return memory.catalog.dag(dagId) != null && !memory.ownership.owns(dagId);
    }

    /**
     * Takes in what others have changed of DAGs, for a command that would otherwise be judged by what was so. A turn that has changed
     * some itself must not: it is refused, and taken again, if it did not know the newest.
     */
    private void readCatalog(Turn turn) {
        if (!turn.changesDags()) {
            servers.refresh(turn);
        }
    }

    @SuppressWarnings("unchecked")
    private void route(Turn turn, Request<?> request) {
        switch (request.command()) {
            case Command.Trigger ask -> {
                if (!memory.ownership.isAlone()) {
                    // Whoever deployed elsewhere and was answered gets what was deployed.
                    readCatalog(turn);
                }
                runs.trigger(turn, (Request<Command.Triggered>) request, ask);
            }
            case Command.Repeat ask -> runs.repeat(turn, (Request<Command.Triggered>) request, ask);
            case Command.Clear ask -> clear.clear(turn, (Request<List<TaskInstance>>) request, ask);
            case Command.MarkTask ask -> runs.markTask(turn, (Request<TaskInstance>) request, ask);
            case Command.MarkRun ask -> runs.markRun(turn, (Request<DagRun>) request, ask);
            case Command.Explain ask -> explain.explain(turn, (Request<Explanation>) request, ask);
            case Command.StartBackfill ask -> backfillCommands.start(turn, (Request<Command.Backfilled>) request, ask);
            case Command.MoveBackfill ask -> backfillCommands.move(turn, (Request<Backfill>) request, ask);
            case Command.DropAssetEvents ask -> assetCommands.drop(turn, (Request<Boolean>) request, ask);
            case Command.CauseAssetEvent ask -> assetCommands.cause(turn, (Request<Boolean>) request, ask);
            case Command.Pause ask -> {
                readCatalog(turn);
                dags.pause(turn, (Request<Boolean>) request, ask);
            }
            case Command.Deploy ask -> {
                readCatalog(turn);
                dags.deploy(turn, (Request<List<String>>) request, ask);
            }
            case Command.SlotsWanted ask ->
                turn.answer((Request<List<WantedSlots>>) request, memory.timetables.wanted(turn.now));
            case Command.SlotsKnown ask -> schedules.slotsKnown(turn, (Request<Boolean>) request, ask.dagId());
            case Command.PutPool ask -> pools.put(turn, (Request<Pool>) request, ask);
            case Command.DeletePool ask -> pools.delete(turn, (Request<Boolean>) request, ask);
            case Command.OpenSession ask -> workers.open(turn, (Request<List<ServerAddress>>) request, ask);
            case Command.TakeReports ask -> reports.take(turn, (Request<Reports.Answer>) request, ask);
            case Command.FetchInputs ask -> reports.inputs(turn, (Request<List<Assignment.Input>>) request, ask);
            case Command.Connected ask -> workers.connected(turn, (Request<Boolean>) request, ask);
            case Command.EndSession ask -> workers.end(turn, (Request<Boolean>) request, ask);
            case Command.Beat ask -> throw new IllegalStateException("heartbeats are taken together");
            case Command.Ring ask -> throw new IllegalStateException("rings are taken together");
            case Command.Hint ask -> throw new IllegalStateException("hints are taken together");
        }
    }

    /** What a run could not be written for is handled once more, with the run as it is by then. */
    void putBack(Request<?> request) {
        if (request.tries() < MOST_TRIES) {
            again.accept(request.again());
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
            if (timer.task() == Timers.DEADLINE) {
                turn.decide(state, new RunEvent.DeadlineDue());
            } else if (timer.task() != Timers.RUN) {
                turn.decide(state, due(state, timer.task()));
            } else if (state.run().isOverTime(state.runTimeout(), turn.now)) {
                turn.decide(
                        state,
                        new RunEvent.End(
                                DagRunState.FAILED, "it ran longer than its timeout of " + state.runTimeout()));
            }
        }
    }

    private static RunEvent due(RunState state, int number) {
        TaskInstance instance = number < state.size() ? state.find(number) : null;
        return instance != null && instance.state().isWaiting()
                ? new RunEvent.WaitOver(number)
                : new RunEvent.RetryDue(number);
    }

    /** Before its code is called: what it would write or read is not what its author means. */
    private void refuseInactive(Turn turn, RunState state, int number, UUID attemptId) {
        TaskInstance instance = state.instance(number);
        TaskSpec task = state.graph().task(state.taskOf(number));
        if (task.outlets().isEmpty() && task.inlets().isEmpty()) {
            return;
        }
        AssetKey asset = memory.assets.inactive(state.run().dagId(), instance.taskId());
        if (asset != null) {
            String why = "inactive asset: " + asset.name() + " (" + asset.uri()
                    + ") cannot be used, because another asset has its name or its address; let all DAGs call it the same";
            Report.Failure failure = new Report.Failure(Report.Failure.Kind.NOT_STARTED, why, null);
            turn.decide(state, new RunEvent.Reported(new Report.Failed(attemptId, failure, false)));
        }
    }

    private void admit(Turn turn) {
        List<Admission.Grant> grants = Admission.admit(
                memory.runs.ready(),
                memory.sessions.capacities(memory.runs, memory.ownership.isAlone()),
                new Limits(memory.pools),
                memory.shares.round(memory.runs.atWorkers().byHolder(), memory.runs.waiting()));
        for (Admission.Grant grant : grants) {
            RunState state = memory.runs.get(grant.ready().runKey());
            if (state != null) {
                UUID attemptId = memory.ids.uuid(turn.now);
                turn.decide(state, new RunEvent.HandOver(grant.ready().number(), attemptId, grant.sessionId()));
                refuseInactive(turn, state, grant.ready().number(), attemptId);
            }
        }
    }
}
