package io.orchestrator.core.simulation;

import io.orchestrator.core.engine.Command;
import io.orchestrator.core.engine.CommandRefused;
import io.orchestrator.protocol.worker.Assignment;
import io.orchestrator.protocol.worker.Heartbeat;
import io.orchestrator.protocol.worker.Report;
import io.orchestrator.protocol.worker.ServerAddress;
import io.orchestrator.protocol.worker.ServerMessage;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One session of a worker, by the rules of the protocol. */
final class WorkSession {

    private static final long PATIENCE = 2_500 * Timeline.MILLI;
    private static final long MARGIN = Scenario.LEASE / 4;

    private final World world;
    private final SimulatedWorker worker;
    private final Dice dice;
    private final UUID id;
    private final WorkerSlots slots;
    private final ReportBox reports = new ReportBox(this);
    private final CreditShares credits;
    private final KnownServers known = new KnownServers();
    private final Map<Integer, Long> seen = new HashMap<>();
    private final Set<Integer> beating = new HashSet<>();
    private final Map<UUID, Integer> owners = new HashMap<>();
    private long deadline;
    private int round;
    private boolean draining;
    private boolean over;

    WorkSession(World world, SimulatedWorker worker, Dice dice, UUID id, long sentAt, List<ServerAddress> servers) {
        this.world = world;
        this.worker = worker;
        this.dice = dice;
        this.id = id;
        this.credits = new CreditShares(worker.slots() + worker.prefetch());
        this.slots = new WorkerSlots(this, worker.slots(), dice);
        renew(sentAt);
        known.learn(servers);
        known.alsoTry(worker.configured());
        known.all().forEach(this::connect);
        tick();
    }

    UUID id() {
        return id;
    }

    Dice dice() {
        return dice;
    }

    boolean isOver() {
        return over;
    }

    boolean isDraining() {
        return draining;
    }

    boolean holds(UUID attemptId) {
        return slots.holds(attemptId);
    }

    boolean isPastDeadline() {
        return world.timeline().now() >= deadline;
    }

    boolean faultsAreOver() {
        return world.timeline().now() >= world.scenario().faultsEnd();
    }

    void after(long delay, Runnable what) {
        world.timeline()
                .after(
                        delay,
                        () -> worker.whenAwake(() -> {
                            if (!over) {
                                what.run();
                            }
                        }));
    }

    <R> void call(int server, Supplier<Command<R>> command, Consumer<Outcome<R>> then) {
        world.network()
                .call(
                        worker.name(),
                        world.servers().get(server),
                        command,
                        PATIENCE,
                        outcome -> worker.whenAwake(() -> {
                            if (!over) {
                                then.accept(outcome);
                            }
                        }));
    }

    private void renew(long sentAt) {
        long until = sentAt + Scenario.LEASE - MARGIN;
        if (until > deadline) {
            deadline = until;
            world.timeline().at(until, () -> worker.whenAwake(this::checkDeadline));
        }
    }

    private void checkDeadline() {
        if (!over && isPastDeadline()) {
            end("no server has acknowledged a heartbeat in time");
        }
    }

    /** Everything ends at once, and the worker registers anew. */
    void end(String why) {
        if (!over) {
            over = true;
            worker.sessionOver(why);
        }
    }

    /** Its process was killed. */
    void kill() {
        over = true;
    }

    private void tick() {
        round++;
        known.all().forEach(this::beat);
        after(Scenario.HEARTBEAT, this::tick);
    }

    private void beat(int server) {
        if (!beating.add(server)) {
            return;
        }
        long sentAt = world.timeline().now();
        Heartbeat heartbeat =
                new Heartbeat(slots.held(), draining, nextCredit(server)).after(seen.getOrDefault(server, 0L));
        long told = lastCredit();
        call(server, () -> new Command.Beat(id, heartbeat), outcome -> {
            beating.remove(server);
            heard(server, sentAt, told, outcome);
        });
    }

    private void heard(int server, long sentAt, long told, Outcome<Heartbeat.Answer> outcome) {
        switch (outcome) {
            case Outcome.Answered<Heartbeat.Answer>(Heartbeat.Answer answer) -> {
                renew(sentAt);
                seen.merge(server, answer.number(), Math::max);
                slots.fill();
                answer.stop().forEach(this::drop);
                answer.owned().forEach(attempt -> owners.put(attempt, server));
                acknowledged(server, told, answer.wants());
                learn(answer.servers());
                reports.sendAll();
            }
            case Outcome.Refused<Heartbeat.Answer>(CommandRefused.Kind kind, String message) -> {
                if (kind == CommandRefused.Kind.GONE) {
                    end("its heartbeat was answered: " + message);
                } else {
                    retry(server);
                }
            }
            case Outcome.Silence<Heartbeat.Answer> silence -> retry(server);
        }
    }

    private void retry(int server) {
        known.alsoTry(worker.configured());
        after(700 * Timeline.MILLI, () -> {
            if (known.has(server)) {
                beat(server);
            }
        });
    }

    /** Follows the list of live servers: connects to new ones, forgets those that are gone. */
    private void learn(List<ServerAddress> servers) {
        List<Integer> fresh = known.learn(servers);
        credits.forget(known.all());
        for (int server : fresh) {
            connect(server);
            beat(server);
        }
    }

    void connect(int server) {
        call(server, () -> new Command.Connected(id), outcome -> {
            if (!(outcome instanceof Outcome.Answered<Boolean>) && known.has(server)) {
                after(dice.between(500L, 1_500L) * Timeline.MILLI, () -> connect(server));
            }
        });
    }

    void receive(int server, ServerMessage message) {
        switch (message) {
            case ServerMessage.Assign assign -> {
                owners.put(assign.assignment().attemptId(), server);
                slots.assign(assign.assignment());
            }
            case ServerMessage.Stop stop -> {
                owners.putIfAbsent(stop.attemptId(), server);
                slots.stop(stop.attemptId());
            }
            case ServerMessage.Recall recall -> slots.recall(recall.attemptId());
            case ServerMessage.Ping ping -> {}
            case ServerMessage.End end -> end("a server ended it: " + end.reason());
        }
    }

    void report(UUID attemptId, String dagId, Report report) {
        world.history().journal().done(report);
        world.trace().add(worker.name(), "reports %s", report);
        reports.add(attemptId, dagId, report);
    }

    void gotInputs(UUID attemptId, @Nullable List<Assignment.Input> inputs) {
        world.history().gotInputs(attemptId, inputs);
    }

    void goesOn(Assignment assignment) {
        world.history().goesOn(assignment);
    }

    boolean isSensor(Assignment assignment) {
        return world.users().dags().stream()
                .filter(dag -> dag.dagId().equals(assignment.dagId()))
                .flatMap(dag -> dag.tasks().stream())
                .anyMatch(task -> task.taskId().equals(assignment.taskId())
                        && task.control().poke() != null);
    }

    /** A server has said that an attempt does not count. */
    void drop(UUID attemptId) {
        reports.drop(attemptId);
        slots.forget(attemptId);
        goIfDone();
    }

    /** Its end is durable. */
    void settled(UUID attemptId) {
        slots.settled(attemptId);
        goIfDone();
    }

    int owner(UUID attemptId) {
        return owners.getOrDefault(attemptId, 0);
    }

    void askNext(UUID attemptId) {
        owners.put(attemptId, known.next(owner(attemptId)));
    }

    int nextCredit(int server) {
        Map<Integer, Integer> held = new HashMap<>();
        slots.held().forEach(attempt -> held.merge(owner(attempt.attemptId()), 1, Integer::sum));
        int credit = credits.next(server, known.all(), held, round);
        return draining ? 0 : credit;
    }

    long lastCredit() {
        return credits.lastSent();
    }

    void acknowledged(int server, long told, boolean wants) {
        boolean gaveUp = credits.acknowledged(server, told);
        boolean newlyWants = credits.wants(server, wants);
        if (newlyWants) {
            known.all().stream().filter(other -> other != server).toList().forEach(this::beat);
        }
        if (gaveUp || newlyWants) {
            credits.wanting().stream().filter(known::has).toList().forEach(this::beat);
        }
    }

    /** Hands back what was not begun, and goes when everything has ended and is settled. */
    void drain() {
        draining = true;
        known.all().forEach(this::beat);
        slots.handBackQueued();
        goIfDone();
    }

    private void goIfDone() {
        if (draining && !over && slots.isEmpty() && reports.isEmpty()) {
            leave(3);
        }
    }

    private void leave(int tries) {
        if (tries == 0) {
            end("it is drained");
            return;
        }
        call(dice.pick(known.all()), () -> new Command.EndSession(id), outcome -> {
            if (outcome instanceof Outcome.Answered<Boolean>) {
                end("it has left");
            } else {
                leave(tries - 1);
            }
        });
    }
}
