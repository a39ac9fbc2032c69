package io.orchestrator.core.simulation;

import io.orchestrator.core.simulation.StorePlan.Kind;
import java.util.ArrayList;
import java.util.List;

/** Lets things go wrong at random times, until the day of healing. */
final class Faults {

    private final World world;
    private final Dice dice;
    private int count;

    Faults(World world, Dice dice) {
        this.world = world;
        this.dice = dice;
    }

    void begin() {
        List<Trouble> sudden = new ArrayList<>();
        for (Trouble trouble : Trouble.values()) {
            if (world.scenario().has(trouble) && isSudden(trouble)) {
                sudden.add(trouble);
            }
        }
        if (world.scenario().has(Trouble.CLOCK_OFFSET)) {
            world.servers().forEach(this::setClock);
        }
        if (!sudden.isEmpty()) {
            next(sudden);
        }
    }

    int count() {
        return count;
    }

    private static boolean isSudden(Trouble trouble) {
        return switch (trouble) {
            case LOST_REQUEST, LOST_REPLY, LATE_REQUEST, DOUBLE_REQUEST, LOST_PUSH, LOST_HINT, CLOCK_OFFSET -> false;
            case UNKNOWN_OUTCOME,
                    DATABASE_RESTART,
                    DATABASE_CUT,
                    SERVER_CRASH,
                    SERVER_PAUSE,
                    SERVER_LEAVES,
                    CLOCK_STEP,
                    WORKER_CRASH,
                    WORKER_PAUSE,
                    WORKER_DRAINS,
                    WORKER_CUT -> true;
        };
    }

    private void next(List<Trouble> sudden) {
        world.timeline().after(dice.between(200L, 3_500L) * Timeline.MILLI, () -> {
            if (world.timeline().now() < world.scenario().faultsEnd()) {
                count++;
                strike(dice.pick(sudden));
                next(sudden);
            }
        });
    }

    private void setClock(SimulatedServer server) {
        long offset = dice.chance(0.5)
                ? dice.between(-5_000L, 5_000L) * Timeline.MILLI
                : dice.between(-7_200L, 7_200L) * Timeline.SECOND;
        world.trace().add(server.name(), "its clock is set to %d ms off", offset / Timeline.MILLI);
        server.setClock(offset, 1 + dice.between(-1_000, 1_000) / 1e6);
    }

    /** Below and beyond the lease. */
    private long span() {
        return dice.chance(0.4) ? dice.between(500L, 5_000L) * Timeline.MILLI : dice.between(5L, 18L) * Timeline.SECOND;
    }

    private void strike(Trouble trouble) {
        SimulatedServer server = dice.pick(world.servers());
        SimulatedWorker worker = dice.pick(world.workers());
        switch (trouble) {
            case UNKNOWN_OUTCOME -> server.plan(plan(Kind.UNKNOWN_OUTCOME, true));
            case DATABASE_RESTART ->
                world.stopDatabase(dice.chance(0.8) ? dice.between(100L, 2_000L) * Timeline.MILLI : span());
            case DATABASE_CUT -> server.cutFromDatabase(span());
            case SERVER_CRASH -> crash(server);
            case SERVER_PAUSE -> pause(server);
            case SERVER_LEAVES -> {
                server.leave();
                restart(server);
            }
            case CLOCK_STEP -> setClock(server);
            case WORKER_CRASH -> {
                worker.crash();
                world.timeline().after(span() / 2, worker::start);
            }
            case WORKER_PAUSE -> worker.pause(dice.chance(0.5) ? span() : dice.between(8L, 16L) * Timeline.SECOND);
            case WORKER_DRAINS -> worker.drain();
            case WORKER_CUT -> world.network().cut(worker, server, span());
            case LOST_REQUEST, LOST_REPLY, LATE_REQUEST, DOUBLE_REQUEST, LOST_PUSH, LOST_HINT, CLOCK_OFFSET -> {}
        }
    }

    private StorePlan plan(Kind kind, boolean after) {
        boolean commitsOnly = dice.chance(0.6);
        // A commit that was on its way when everybody took the server for dead is what the fence is for.
        long pause = commitsOnly ? dice.between(7L, 18L) * Timeline.SECOND : span();
        return new StorePlan(kind, commitsOnly, dice.between(0, commitsOnly ? 1 : 8), after, pause);
    }

    private void crash(SimulatedServer server) {
        if (dice.chance(0.3)) {
            server.crash();
        } else {
            server.plan(plan(Kind.CRASH, dice.chance(0.5)));
        }
        restart(server);
    }

    private void restart(SimulatedServer server) {
        world.timeline().after(span(), server::start);
    }

    private void pause(SimulatedServer server) {
        if (dice.chance(0.25)) {
            server.pause(span());
        } else {
            server.plan(plan(Kind.PAUSE, dice.chance(0.2)));
        }
    }
}
