package io.orchestrator.core.simulation;

import io.orchestrator.core.engine.Command;
import io.orchestrator.protocol.worker.Register;
import io.orchestrator.protocol.worker.ServerAddress;
import io.orchestrator.protocol.worker.ServerMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A worker's process: registers, and works in one session after the other. */
final class SimulatedWorker {

    private static final long PATIENCE = 2_500 * Timeline.MILLI;

    private final World world;
    private final int number;
    private final Dice dice;
    private final int slots;
    private final int prefetch;
    private final List<Runnable> waiting = new ArrayList<>();
    private long pausedUntil;
    private long process;
    private boolean up;
    private boolean draining;
    private @Nullable WorkSession session;

    SimulatedWorker(World world, int number, Dice dice) {
        this.world = world;
        this.number = number;
        this.dice = dice;
        this.slots = dice.between(1, 3);
        this.prefetch = dice.between(0, 2);
    }

    String name() {
        return "worker" + number;
    }

    int slots() {
        return slots;
    }

    int prefetch() {
        return prefetch;
    }

    /** The servers that it was told of at its start. */
    List<Integer> configured() {
        int count = world.servers().size();
        return number % 2 == 0 ? List.of(number % count, (number + 1) % count) : List.of(number % count);
    }

    private List<String> queues() {
        return number % 2 == 0
                ? List.of(RandomDags.COMMON_QUEUE, RandomDags.SPECIAL_QUEUE)
                : List.of(RandomDags.COMMON_QUEUE);
    }

    boolean isUp() {
        return up;
    }

    boolean isAt(UUID sessionId) {
        return session != null && !session.isOver() && session.id().equals(sessionId);
    }

    boolean holds(UUID attemptId) {
        return session != null && !session.isOver() && session.holds(attemptId);
    }

    void start() {
        if (!up) {
            world.trace().add(name(), "starts with %d slots and %d places", slots, prefetch);
            up = true;
            draining = false;
            process++;
            register(dice.between(0, 10));
        }
    }

    private void register(int turn) {
        long mine = process;
        long sentAt = world.timeline().now();
        List<Integer> servers = configured();
        SimulatedServer server = world.servers().get(servers.get(turn % servers.size()));
        UUID sessionId = new UUID(dice.generator().nextLong(), dice.generator().nextLong());
        world.network()
                .callOnce(
                        name(),
                        server,
                        openSession(sessionId),
                        PATIENCE,
                        outcome -> whenAwake(() -> {
                            if (!up || process != mine) {
                                return;
                            }
                            switch (outcome) {
                                case Outcome.Answered<List<ServerAddress>>(List<ServerAddress> open) ->
                                    begin(sessionId, sentAt, open);
                                case Outcome.Refused<List<ServerAddress>> refused -> again(mine, turn);
                                case Outcome.Silence<List<ServerAddress>> silence -> again(mine, turn);
                            }
                        }));
    }

    private void again(long mine, int turn) {
        world.timeline()
                .after(
                        dice.between(200L, 900L) * Timeline.MILLI,
                        () -> whenAwake(() -> {
                            if (up && process == mine) {
                                register(turn + 1);
                            }
                        }));
    }

    private Command<List<ServerAddress>> openSession(UUID sessionId) {
        Register register =
                new Register(List.of(1), name(), "host", number, "test", queues(), List.of(), slots, prefetch);
        return new Command.OpenSession(sessionId, register, 1, sessionId.toString());
    }

    private void begin(UUID sessionId, long sentAt, List<ServerAddress> servers) {
        world.trace().add(name(), "has session %s", Telling.shortly(sessionId));
        session = new WorkSession(world, this, dice, sessionId, sentAt, servers);
        if (draining) {
            session.drain();
        }
    }

    /** Everything of the session has ended for certain. */
    void sessionOver(String why) {
        world.trace().add(name(), "ends its session: %s", why);
        session = null;
        process++;
        if (draining) {
            up = false;
            world.timeline().after(dice.between(1L, 8L) * Timeline.SECOND, this::start);
        } else {
            register(dice.between(0, 10));
        }
    }

    /** Kill -9, with everything that it runs. */
    void crash() {
        if (up) {
            world.trace().add(name(), "is killed");
            up = false;
            process++;
            WorkSession gone = session;
            session = null;
            if (gone != null) {
                gone.kill();
            }
            pausedUntil = 0;
            waiting.clear();
        }
    }

    void drain() {
        if (up && !draining) {
            world.trace().add(name(), "drains");
            draining = true;
            whenAwake(() -> {
                if (session != null) {
                    session.drain();
                }
            });
        }
    }

    /** The process stands still; what it runs goes on. */
    void pause(long time) {
        if (up && pausedUntil <= world.timeline().now()) {
            world.trace().add(name(), "stands still for %d ms", time / Timeline.MILLI);
            pausedUntil = world.timeline().now() + time;
            world.timeline().at(pausedUntil, this::goOn);
        }
    }

    private void goOn() {
        if (pausedUntil <= world.timeline().now()) {
            List<Runnable> missed = List.copyOf(waiting);
            waiting.clear();
            missed.forEach(Runnable::run);
        }
    }

    void heal() {
        pausedUntil = 0;
        goOn();
        start();
    }

    void whenAwake(Runnable what) {
        if (pausedUntil > world.timeline().now()) {
            waiting.add(what);
        } else {
            what.run();
        }
    }

    void receive(UUID sessionId, SimulatedServer server, ServerMessage message) {
        whenAwake(() -> {
            if (isAt(sessionId) && session != null) {
                session.receive(server.number(), message);
            }
        });
    }

    void connectionBroke(SimulatedServer server) {
        whenAwake(() -> {
            if (session != null && !session.isOver()) {
                session.connect(server.number());
            }
        });
    }
}
