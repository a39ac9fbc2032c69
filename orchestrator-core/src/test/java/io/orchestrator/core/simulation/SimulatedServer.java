package io.orchestrator.core.simulation;

import io.orchestrator.core.engine.Command;
import io.orchestrator.core.engine.CommandRefused;
import io.orchestrator.core.engine.EngineLoop;
import io.orchestrator.core.engine.RandomIds;
import io.orchestrator.core.server.ServerRecord;
import io.orchestrator.protocol.worker.ServerMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A server: the production loop, moved by virtual time instead of its own thread. */
final class SimulatedServer {

    private static final long NEVER = Long.MAX_VALUE;
    private static final long NEXT_TRY = 500 * Timeline.MILLI;

    private final World world;
    private final int number;
    private final Dice dice;
    private final List<Runnable> waiting = new ArrayList<>();
    private final Set<UUID> connected = new LinkedHashSet<>();
    private final Knowledge knowledge = new Knowledge();
    private final List<Asked> asked = new ArrayList<>();
    private @Nullable EngineLoop loop;
    private @Nullable StorePlan plan;
    private long pid;
    private ProcessClock clock;
    private long clockOffset;
    private double clockPace = 1;
    private boolean inTurn;
    private long pausedUntil;
    private long cutUntil;
    private long nextTurn = NEVER;

    private record Asked(Command<?> command, CompletableFuture<?> answer, long at) {}

    SimulatedServer(World world, int number, Dice dice) {
        this.world = world;
        this.number = number;
        this.dice = dice;
        this.clock = new ProcessClock(world.timeline(), 0, 1);
    }

    String name() {
        return "server" + number;
    }

    int number() {
        return number;
    }

    String url() {
        return KnownServers.url(number);
    }

    long pid() {
        return loop == null ? 0 : pid;
    }

    @Nullable
    UUID serverId() {
        return loop == null ? null : loop.serverId();
    }

    /** What its process knows; of no process: nothing. */
    Knowledge knowledge() {
        return knowledge;
    }

    boolean isServing() {
        return loop != null && loop.isServing();
    }

    private boolean isStill() {
        return inTurn || pausedUntil > world.timeline().now();
    }

    Instant time() {
        return clock.instant();
    }

    /** Starts a new process. */
    void start() {
        if (loop != null) {
            return;
        }
        pid = world.newPid();
        world.trace().add(name(), "starts as process %d", pid);
        clock = new ProcessClock(world.timeline(), clockOffset, clockPace);
        loop = new EngineLoop(
                new FaultyStore(world, this),
                this::push,
                (runs, nextDue) -> {},
                new ServerRecord(new UUID(0, 0), url(), "here", pid, "test", ServerRecord.State.LIVE),
                dead -> world.scenario().oneMachine() && !world.isAlive(dead.pid()),
                Scenario.SETTINGS,
                new RandomIds(dice.generator()),
                clock);
        planTurn(world.timeline().now());
    }

    /** Kill -9: whatever was in memory is gone, and nobody gets an answer. */
    void crash() {
        world.trace().add(name(), "is killed");
        forget();
    }

    private void forget() {
        loop = null;
        plan = null;
        connected.clear();
        knowledge.forget();
        asked.clear();
        waiting.clear();
        pausedUntil = 0;
        nextTurn = NEVER;
    }

    void crashWithinTurn() {
        crash();
        throw new Killed();
    }

    /** The process stands still, and its requests wait. */
    void pause(long time) {
        if (loop != null && !isStill()) {
            world.trace().add(name(), "stands still for %d ms", time / Timeline.MILLI);
            pausedUntil = world.timeline().now() + time;
            world.timeline().at(pausedUntil, this::goOn);
        }
    }

    /** The rest of the world goes on while a turn of this server is in the making. */
    void standStillWithinTurn(long time) {
        EngineLoop before = loop;
        world.timeline().runUntil(world.timeline().now() + time);
        if (loop != before) {
            throw new Killed();
        }
    }

    private void goOn() {
        if (!isStill() && loop != null) {
            List<Runnable> missed = List.copyOf(waiting);
            waiting.clear();
            missed.forEach(Runnable::run);
            planTurn(world.timeline().now());
        }
    }

    /** Goes in order. */
    void leave() {
        if (loop == null || isStill()) {
            return;
        }
        world.trace().add(name(), "leaves");
        EngineLoop leaving = loop;
        try {
            within(() -> {
                if (leaving.isServing()) {
                    leaving.turn(clock.instant());
                }
                boolean calm = leaving.isServing() && plan == null && reachesDatabase();
                leaving.close();
                leaving.leave();
                if (calm && world.history().leases().isServerOpen(leaving.serverId())) {
                    throw new Broken(name() + " has left and its row is open");
                }
            });
        } finally {
            if (loop == leaving) {
                forget();
            }
        }
    }

    void plan(StorePlan next) {
        plan = next;
    }

    /** What happens at this call to the database; null: nothing. */
    @Nullable
    StorePlan planFor(String method) {
        StorePlan next = plan;
        if (next == null || next.commitsOnly() && !method.equals("commit")) {
            return null;
        }
        plan = next.skip() > 0 ? next.later() : null;
        return next.skip() > 0 ? null : next;
    }

    void cutFromDatabase(long time) {
        cutUntil = world.timeline().now() + time;
    }

    boolean reachesDatabase() {
        return cutUntil <= world.timeline().now() && world.databaseIsUp();
    }

    /** Its machine's clock shows so much more than the true time, and ticks at that pace; its next process begins with that. */
    void setClock(long offset, double pace) {
        clockOffset = offset;
        clockPace = pace;
    }

    /** Everything that was wrong with it is over. */
    void heal() {
        plan = null;
        cutUntil = 0;
        pausedUntil = 0;
        setClock(0, 1);
        if (loop == null) {
            start();
        } else {
            goOn();
        }
    }

    private void planTurn(long time) {
        long at = Math.max(time, world.timeline().now() + 1);
        if (at < nextTurn || nextTurn <= world.timeline().now()) {
            nextTurn = at;
            world.timeline().at(at, () -> {
                if (nextTurn == at) {
                    nextTurn = NEVER;
                    turn();
                }
            });
        }
    }

    private void turn() {
        EngineLoop current = loop;
        if (current == null || isStill()) {
            return;
        }
        knowledge.turnBegins();
        within(() -> takeTurn(current));
        if (loop == current) {
            // The production loop tries again after a while as long as it cannot read.
            planTurn(
                    current.isServing()
                            ? clock.trueTime(current.nextWake())
                            : world.timeline().now() + (reachesDatabase() ? Timeline.MILLI : NEXT_TRY));
        }
    }

    private void takeTurn(EngineLoop current) {
        if (!current.isServing()) {
            knowledge.readAgain();
            if (current.reload(clock.instant())) {
                world.trace().add(name(), "serves as %s", Telling.shortly(current.serverId()));
            }
        } else {
            current.turn(clock.instant());
        }
        asked.removeIf(request -> request.answer().isDone());
    }

    /** What arrives meanwhile waits; a kill ends it. */
    private void within(Runnable work) {
        inTurn = true;
        try {
            work.run();
        } catch (Killed killed) {
            world.trace().add(name(), "was killed within its work");
        } catch (RuntimeException e) {
            throw new Broken(name() + " failed in a turn", e);
        } finally {
            inTurn = false;
        }
        if (!waiting.isEmpty()) {
            goOn();
        }
    }

    /** A request arrives. */
    <R> void ask(Command<R> command, Consumer<Outcome<R>> reply) {
        EngineLoop current = loop;
        if (current == null) {
            return;
        }
        if (isStill()) {
            waiting.add(() -> ask(command, reply));
            return;
        }
        if (!current.isServing()) {
            reply.accept(new Outcome.Refused<>(CommandRefused.Kind.UNAVAILABLE, "this server is not at work"));
            return;
        }
        knowledge.hear(command);
        if (command instanceof Command.Connected connect) {
            connected.add(connect.sessionId());
        }
        CompletableFuture<R> answer = current.submit(world.mutant().onArrival(world, this, command));
        asked.add(new Asked(command, answer, world.timeline().now()));
        answer.whenComplete((value, failure) -> {
            if (loop == current) {
                reply.accept(failure == null ? new Outcome.Answered<>(value) : refused(failure));
            }
        });
        planTurn(world.timeline().now() + dice.between(0L, 4 * Timeline.MILLI));
    }

    private static <R> Outcome<R> refused(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof CommandRefused refused) {
            return new Outcome.Refused<>(refused.kind(), String.valueOf(refused.getMessage()));
        }
        throw new Broken("a request failed otherwise than by being refused", failure);
    }

    private void push(UUID sessionId, ServerMessage message) {
        world.mutant().onPush(this, sessionId, message);
        if (connected.contains(sessionId) && !world.network().push(this, sessionId, message)) {
            connected.remove(sessionId);
        }
    }

    /** What it was asked and has not answered for so long. */
    List<String> unanswered(long age) {
        return asked.stream()
                .filter(request -> !request.answer().isDone()
                        && request.at() + age < world.timeline().now())
                .map(request -> name() + " has not answered " + request.command())
                .toList();
    }
}
