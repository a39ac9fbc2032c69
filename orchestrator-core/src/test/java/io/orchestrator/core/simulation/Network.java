package io.orchestrator.core.simulation;

import io.orchestrator.core.engine.Command;
import io.orchestrator.protocol.worker.ServerMessage;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Carries calls and pushes between workers, users and servers: late, twice, or not at all. */
final class Network {

    private final World world;
    private final Dice dice;
    private final Map<String, Long> cuts = new HashMap<>();

    Network(World world, Dice dice) {
        this.world = world;
        this.dice = dice;
    }

    /** Nothing passes between these two for so long. */
    void cut(SimulatedWorker worker, SimulatedServer server, long time) {
        cuts.put(worker.name() + server.name(), world.timeline().now() + time);
    }

    void heal() {
        cuts.clear();
    }

    private boolean isCut(String from, SimulatedServer to) {
        return cuts.getOrDefault(from + to.name(), 0L) > world.timeline().now();
    }

    private boolean happens(Trouble trouble, double probability) {
        return world.hasTrouble(trouble) && dice.chance(probability);
    }

    private long delay() {
        return dice.between(Timeline.MILLI / 2, 6 * Timeline.MILLI);
    }

    private long longDelay() {
        return dice.between(1L, 12L) * Timeline.SECOND;
    }

    /** Calls a server; the caller hears of it once, within its patience. */
    <R> void call(
            String caller,
            SimulatedServer server,
            Supplier<? extends Command<R>> command,
            long patience,
            Consumer<Outcome<R>> then) {
        Call<R> call = new Call<>(then);
        world.timeline().after(patience, () -> call.end(new Outcome.Silence<>()));
        if (!happens(Trouble.LOST_REQUEST, 0.05)) {
            boolean late = happens(Trouble.LATE_REQUEST, 0.06);
            deliver(caller, server, command, late ? longDelay() : delay(), call);
        }
        if (happens(Trouble.DOUBLE_REQUEST, 0.15)) {
            deliver(caller, server, command, dice.chance(0.5) ? delay() : longDelay(), call);
        }
    }

    /** The same for a caller whose requests never come twice. */
    <R> void callOnce(
            String caller, SimulatedServer server, Command<R> command, long patience, Consumer<Outcome<R>> then) {
        Call<R> call = new Call<>(then);
        world.timeline().after(patience, () -> call.end(new Outcome.Silence<>()));
        if (!happens(Trouble.LOST_REQUEST, 0.05)) {
            deliver(caller, server, () -> command, delay(), call);
        }
    }

    private <R> void deliver(
            String caller, SimulatedServer server, Supplier<? extends Command<R>> command, long delay, Call<R> call) {
        if (isCut(caller, server)) {
            return;
        }
        world.timeline().after(delay, () -> {
            if (!isCut(caller, server)) {
                Command<R> made = command.get();
                server.ask(made, outcome -> {
                    world.replies().check(server, made, outcome);
                    reply(caller, server, outcome, call);
                });
            }
        });
    }

    private <R> void reply(String caller, SimulatedServer server, Outcome<R> outcome, Call<R> call) {
        if (!isCut(caller, server) && !happens(Trouble.LOST_REPLY, 0.05)) {
            world.timeline().after(delay(), () -> {
                if (!isCut(caller, server)) {
                    call.end(outcome);
                }
            });
        }
    }

    /** False: the connection turned out to be broken. */
    boolean push(SimulatedServer server, UUID sessionId, ServerMessage message) {
        world.replies().checkPush(server, sessionId, message);
        SimulatedWorker worker = world.workerOf(sessionId);
        if (worker == null) {
            return false;
        }
        if (isCut(worker.name(), server) || happens(Trouble.LOST_PUSH, 0.05)) {
            world.timeline().after(dice.between(1L, 5L) * Timeline.SECOND, () -> worker.connectionBroke(server));
            return false;
        }
        world.timeline().after(delay(), () -> worker.receive(sessionId, server, message));
        return true;
    }

    /** Tells the other servers to look now. */
    void hint(UUID from) {
        for (SimulatedServer server : world.servers()) {
            if (!from.equals(server.serverId()) && !happens(Trouble.LOST_HINT, 0.5)) {
                world.timeline().after(delay(), () -> {
                    if (server.isServing()) {
                        server.ask(new Command.Hint(), outcome -> {});
                    }
                });
            }
        }
    }

    /** A call that has an end once. */
    private static final class Call<R> {
        private final Consumer<Outcome<R>> then;
        private boolean over;

        Call(Consumer<Outcome<R>> then) {
            this.then = then;
        }

        void end(Outcome<R> outcome) {
            if (!over) {
                over = true;
                then.accept(outcome);
            }
        }
    }
}
