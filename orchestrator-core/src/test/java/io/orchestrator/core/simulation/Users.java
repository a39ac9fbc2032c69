package io.orchestrator.core.simulation;

import io.orchestrator.core.engine.Command;
import io.orchestrator.core.engine.Selection;
import io.orchestrator.core.run.DagRun;
import io.orchestrator.core.run.DagRunState;
import io.orchestrator.core.run.RunType;
import io.orchestrator.core.task.TaskInstance;
import io.orchestrator.core.task.TaskState;
import io.orchestrator.protocol.graph.BundleDescription;
import io.orchestrator.protocol.graph.BundleDescription.DescribedDag;
import io.orchestrator.protocol.graph.BundleManifest;
import io.orchestrator.protocol.graph.DagGraph;
import io.orchestrator.protocol.graph.ScheduleSpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/** People and programs that deploy, trigger, clear, mark and pause, at whichever server they reach. */
final class Users {

    private static final long PATIENCE = 30 * Timeline.SECOND;

    private final World world;
    private final Dice dice;
    private final List<DagGraph> dags;
    private final List<DagGraph> changed;
    private final BackfillUsers backfills;
    private final List<Promise> promises = new ArrayList<>();
    private boolean deployed;
    private int commands;
    private int open;

    /**
     * What the engine has acknowledged.
     *
     * @param runId of a run that must be there; null: the deed was another one
     * @param deed whether the command must have been done exactly once; otherwise it must not have been done twice
     */
    record Promise(String actor, String dagId, @Nullable String runId, boolean deed) {}

    Users(World world, Dice dice) {
        this.world = world;
        this.dice = dice;
        RandomDags random = new RandomDags(dice.split());
        this.dags = random.dags();
        this.changed = random.changed(dags);
        this.backfills = new BackfillUsers(world, dice.split());
    }

    List<DagGraph> dags() {
        return dags;
    }

    List<Promise> promises() {
        return promises;
    }

    BackfillUsers backfills() {
        return backfills;
    }

    /** Whether everything that had to be done was acknowledged. */
    boolean areDone() {
        return deployed && open == 0 && backfills.areDone();
    }

    void begin() {
        insist(() -> new Command.PutPool(RandomDags.NARROW, "admin"));
        deploy("build1", dags);
        for (int i = 0; i < world.scenario().commands(); i++) {
            world.timeline().at(dice.between(Timeline.SECOND, world.scenario().faultsEnd()), this::command);
        }
        if (dice.chance(0.3)) {
            world.timeline()
                    .at(dice.between(Timeline.SECOND, world.scenario().faultsEnd()), () -> deploy("build2", changed));
        }
    }

    private void deploy(String build, List<DagGraph> graphs) {
        List<DescribedDag> described = graphs.stream()
                .map(dag -> new DescribedDag("source." + dag.dagId(), dag))
                .toList();
        insist(() -> new Command.Deploy(
                new BundleManifest("bundle", build, List.of()), new BundleDescription(described, List.of())));
    }

    /** Asks until it is done. */
    private <R> void insist(Supplier<Command<R>> command) {
        open++;
        ask(command, outcome -> {
            open--;
            if (outcome instanceof Outcome.Answered<R>) {
                deployed |= command.get() instanceof Command.Deploy;
            } else {
                world.timeline().after(300 * Timeline.MILLI, () -> insist(command));
            }
        });
    }

    private <R> void ask(Supplier<Command<R>> command, Consumer<Outcome<R>> then) {
        Command<R> made = command.get();
        askAt(dice.pick(world.servers()), made, then);
    }

    /** What a person asks comes once or not at all: programs that ask again do so with another request. */
    private <R> void askAt(SimulatedServer server, Command<R> command, Consumer<Outcome<R>> then) {
        world.network().callOnce("user", server, command, PATIENCE, then);
    }

    private void command() {
        if (!deployed) {
            return;
        }
        DagGraph dag = dice.pick(dags);
        String actor = "user" + commands++;
        switch (dice.between(0, 14)) {
            case 0, 1, 2 -> trigger(dag, actor, null, null);
            case 3 -> trigger(dag, actor, "by_hand_" + dice.between(0, 1), null);
            case 10, 11 -> onRun(dag, run -> triggerAgain(dag, run, actor));
            case 4, 5 -> triggerTwice(dag, actor);
            case 6 -> onRun(dag, run -> clear(run, actor));
            case 7 -> onRun(dag, run -> markTask(run, actor));
            case 8 -> onRun(dag, run -> markRun(run, actor));
            case 9 -> pause(dag, actor);
            case 13, 14 -> backfill(dag, actor);
            default -> trigger(dag, actor, null, date());
        }
    }

    /** Of a DAG without schedule there are no dates. */
    private void backfill(DagGraph dag, String actor) {
        if (dag.schedule() instanceof ScheduleSpec.Every every && dag.startDate() != null) {
            backfills.ask(
                    dag,
                    every,
                    dag.startDate(),
                    actor,
                    begun -> promises.add(new Promise(actor, dag.dagId(), null, begun)));
        } else {
            trigger(dag, actor, null, date());
        }
    }

    /** Asks for a run that is there already. */
    private void triggerAgain(DagGraph dag, DagRun run, String actor) {
        boolean scheduled = run.type() == RunType.SCHEDULED;
        trigger(dag, actor, scheduled ? null : run.runId(), scheduled ? run.logicalDate() : null);
    }

    private Instant date() {
        return Timeline.START.minus(dice.between(1, 3), ChronoUnit.DAYS);
    }

    /** A double click. */
    private void triggerTwice(DagGraph dag, String actor) {
        String runId = "twice_" + commands;
        SimulatedServer server = dice.pick(world.servers());
        triggerAt(server, dag, actor, runId, null);
        triggerAt(dice.chance(0.8) ? server : dice.pick(world.servers()), dag, actor + "b", runId, null);
    }

    private void trigger(DagGraph dag, String actor, @Nullable String runId, @Nullable Instant date) {
        triggerAt(dice.pick(world.servers()), dag, actor, runId, date);
    }

    private void triggerAt(
            SimulatedServer server, DagGraph dag, String actor, @Nullable String runId, @Nullable Instant date) {
        Command<Command.Triggered> command = new Command.Trigger(
                dag.dagId(),
                runId,
                RunType.MANUAL,
                date,
                null,
                null,
                JsonNodeFactory.instance.objectNode(),
                null,
                actor);
        askAt(server, command, outcome -> {
            if (outcome instanceof Outcome.Answered<Command.Triggered>(Command.Triggered triggered)) {
                promises.add(new Promise(actor, dag.dagId(), triggered.run().runId(), triggered.created()));
            } else {
                promises.add(new Promise(actor, dag.dagId(), null, false));
            }
        });
    }

    private void onRun(DagGraph dag, Consumer<DagRun> then) {
        List<DagRun> runs = world.history().runs().stream()
                .map(RunHistory::run)
                .filter(run -> run.dagId().equals(dag.dagId()))
                .toList();
        if (!runs.isEmpty()) {
            then.accept(dice.pick(runs));
        }
    }

    private void clear(DagRun run, String actor) {
        Selection what = Selection.ofRun(run.runId())
                .tasks(List.of(new Selection.Item(taskOf(run), null)), dice.chance(0.2), dice.chance(0.7))
                .only(dice.chance(0.3), false);
        Command<List<TaskInstance>> command =
                Command.Clear.of(run.dagId(), what, actor).onNewestVersion(dice.chance(0.2));
        askAt(
                dice.pick(world.servers()),
                command,
                outcome -> keep(
                        actor,
                        run,
                        outcome instanceof Outcome.Answered<List<TaskInstance>>(List<TaskInstance> cleared)
                                && !cleared.isEmpty()));
    }

    private String taskOf(DagRun run) {
        List<DagGraph> graph =
                dags.stream().filter(dag -> dag.dagId().equals(run.dagId())).toList();
        return dice.pick(graph.getFirst().tasks()).taskId();
    }

    private void markTask(DagRun run, String actor) {
        TaskState state = dice.pick(List.of(TaskState.SUCCESS, TaskState.FAILED, TaskState.SKIPPED));
        askAt(
                dice.pick(world.servers()),
                new Command.MarkTask(run.dagId(), run.runId(), taskOf(run), TaskInstance.UNMAPPED, state, actor),
                outcome -> keep(actor, run, outcome instanceof Outcome.Answered<TaskInstance>));
    }

    private void markRun(DagRun run, String actor) {
        DagRunState state = dice.pick(List.of(DagRunState.SUCCESS, DagRunState.FAILED, DagRunState.QUEUED));
        askAt(
                dice.pick(world.servers()),
                new Command.MarkRun(run.dagId(), run.runId(), state, actor),
                outcome -> keep(actor, run, outcome instanceof Outcome.Answered<DagRun>));
    }

    private void keep(String actor, DagRun run, boolean acknowledged) {
        promises.add(new Promise(actor, run.dagId(), null, acknowledged));
    }

    /** For a while; in the end no DAG is paused. */
    private void pause(DagGraph dag, String actor) {
        askAt(dice.pick(world.servers()), new Command.Pause(dag.dagId(), true, actor), outcome -> {});
        world.timeline()
                .after(
                        dice.between(1L, 8L) * Timeline.SECOND,
                        () -> askAt(
                                dice.pick(world.servers()),
                                new Command.Pause(dag.dagId(), false, actor + "b"),
                                outcome -> {}));
    }

    /** Marks what failed in a run that another one waits for: nobody else would mend that. */
    void mend() {
        for (RunHistory run : List.copyOf(world.history().runs())) {
            for (int task = 0; task < run.graph().size(); task++) {
                TaskInstance waiting = run.instance(run.graph().task(task).taskId());
                boolean waits = waiting != null
                        && waiting.state() == TaskState.NONE
                        && run.run().state() == DagRunState.RUNNING;
                for (TaskInstance there : waits ? run.awaited(task) : List.<TaskInstance>of()) {
                    mend(there);
                }
            }
        }
    }

    private void mend(TaskInstance instance) {
        RunHistory run = world.history().run(instance.runKey());
        if (run != null && instance.state().isFinal()) {
            askAt(
                    dice.pick(world.servers()),
                    new Command.MarkTask(
                            run.run().dagId(),
                            run.run().runId(),
                            instance.taskId(),
                            instance.mapIndex(),
                            TaskState.SUCCESS,
                            "mend"),
                    outcome -> {});
        }
    }

    /** Nothing stays paused, nothing stays asked. */
    void heal() {
        if (!deployed && open == 0) {
            deploy("build1", dags);
        }
        for (DagGraph dag : dags) {
            insist(() -> new Command.Pause(dag.dagId(), false, "heal"));
        }
    }
}
