package io.orchestrator.core.simulation;

import io.orchestrator.core.backfill.Backfill;
import io.orchestrator.core.backfill.Reprocess;
import io.orchestrator.core.engine.Command;
import io.orchestrator.core.engine.Command.MoveBackfill.To;
import io.orchestrator.core.run.DagRunState;
import io.orchestrator.protocol.graph.DagGraph;
import io.orchestrator.protocol.graph.ScheduleSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.node.JsonNodeFactory;

/** People who ask for backfills, pause them, let them go on, and cancel some. */
final class BackfillUsers {

    private static final long PATIENCE = 30 * Timeline.SECOND;

    private final World world;
    private final Dice dice;
    private final Map<Long, Backfill> acknowledged = new HashMap<>();
    private int waiting;

    BackfillUsers(World world, Dice dice) {
        this.world = world;
        this.dice = dice;
    }

    /** Whether nothing stays paused. */
    boolean areDone() {
        return waiting == 0;
    }

    /**
     * Asks for some dates around the start of a DAG's schedule.
     *
     * @param then is told whether one was begun
     */
    void ask(DagGraph dag, ScheduleSpec.Every every, Instant start, String actor, Consumer<Boolean> then) {
        Instant last = start.plus(every.interval().multipliedBy(dice.between(-2, 1)));
        Command<Command.Backfilled> command = new Command.StartBackfill(
                dag.dagId(),
                last.minus(every.interval().multipliedBy(dice.between(0, 4))),
                last,
                Reprocess.NONE,
                dice.chance(0.3),
                false,
                dice.between(1, 3),
                JsonNodeFactory.instance.objectNode(),
                dice.chance(0.1),
                actor);
        call(command, outcome -> {
            Backfill begun = outcome instanceof Outcome.Answered<Command.Backfilled>(Command.Backfilled answer)
                    ? answer.backfill()
                    : null;
            then.accept(begun != null);
            if (begun != null) {
                acknowledged.put(begun.id(), begun);
                disturb(begun, actor);
            }
        });
    }

    private void disturb(Backfill backfill, String actor) {
        long soon = dice.between(0L, 6L) * Timeline.SECOND;
        if (dice.chance(0.5)) {
            waiting++;
            world.timeline().after(soon, () -> call(move(backfill, To.PAUSED, actor + "p"), outcome -> {}));
            world.timeline().after(soon + dice.between(1L, 8L) * Timeline.SECOND, () -> goOn(backfill, actor + "r"));
        } else if (dice.chance(0.3)) {
            world.timeline().after(soon, () -> call(move(backfill, To.CANCELLED, actor + "c"), outcome -> {}));
        }
    }

    /** Until it is done, or over already. */
    private void goOn(Backfill backfill, String actor) {
        call(move(backfill, To.RUNNING, actor), outcome -> {
            boolean over = outcome instanceof Outcome.Refused<Backfill>(var kind, var message)
                    && message.contains("is over already");
            if (over || outcome instanceof Outcome.Answered<Backfill>) {
                waiting--;
                look(backfill, actor);
            } else {
                world.timeline().after(300 * Timeline.MILLI, () -> goOn(backfill, actor));
            }
        });
    }

    /** Their first word may come to the owner after their second one. */
    private void look(Backfill backfill, String actor) {
        world.timeline().after(Timeline.SECOND, () -> {
            Backfill stored = world.memory().backfill(backfill.id()).orElse(backfill);
            if (stored.paused() && !stored.isOver()) {
                waiting++;
                goOn(backfill, actor);
            } else if (!stored.isOver()) {
                look(backfill, actor);
            }
        });
    }

    private static Command<Backfill> move(Backfill backfill, To to, String actor) {
        return new Command.MoveBackfill(backfill.dagId(), backfill.id(), to, actor);
    }

    private <R> void call(Command<R> command, Consumer<Outcome<R>> then) {
        world.network().callOnce("user", dice.pick(world.servers()), command, PATIENCE, then);
    }

    /** What of them is not over, or lacks a run. */
    List<String> open() {
        List<String> open = new ArrayList<>();
        for (long id : acknowledged.keySet()) {
            Backfill stored = world.memory().backfill(id).orElseThrow(() -> new Broken("backfill " + id + " is lost"));
            long runs = world.history().runs().stream()
                    .filter(run -> Long.valueOf(id).equals(run.run().backfillId()))
                    .count();
            long leftOut = world.memory().leftOut(id).size();
            if (!stored.isOver()) {
                open.add("backfill " + id + " of " + stored.dagId() + " is not over");
            } else if (runs + leftOut < stored.planned() && !isCancelled(stored)) {
                open.add("backfill " + id + " of " + stored.dagId() + " has " + runs + " runs of " + stored.planned());
            }
        }
        return open;
    }

    /** One that was cancelled has queued runs that failed, or dates that never came to their turn. */
    private boolean isCancelled(Backfill backfill) {
        return world.history().deeds(backfill.createdBy() + "c") > 0;
    }

    /** At no instant are more runs of a backfill running than it may have. */
    static void holdLimit(Backfill backfill, Iterable<RunHistory> runs) {
        long running = 0;
        for (RunHistory run : runs) {
            boolean its = Long.valueOf(backfill.id()).equals(run.run().backfillId());
            running += its && run.run().state() == DagRunState.RUNNING ? 1 : 0;
        }
        if (running > backfill.maxActiveRuns()) {
            throw new Broken(running + " runs of backfill " + backfill.id() + " are running, "
                    + backfill.maxActiveRuns() + " are allowed");
        }
    }
}
