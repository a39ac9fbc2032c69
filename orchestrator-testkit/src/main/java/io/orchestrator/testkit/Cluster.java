package io.orchestrator.testkit;

import io.orchestrator.core.dag.DagCheck;
import io.orchestrator.core.decide.ShareSettings;
import io.orchestrator.core.engine.Command;
import io.orchestrator.core.engine.CommandRefused;
import io.orchestrator.core.engine.EngineLoop;
import io.orchestrator.core.engine.EngineSettings;
import io.orchestrator.core.engine.RandomIds;
import io.orchestrator.core.engine.memory.MemoryEngineStore;
import io.orchestrator.core.notify.NotifyRules;
import io.orchestrator.core.run.DagRun;
import io.orchestrator.core.run.DagRunState;
import io.orchestrator.core.schedule.KnownSlots;
import io.orchestrator.core.schedule.ScheduleCheck;
import io.orchestrator.core.schedule.WantedSlots;
import io.orchestrator.core.server.ServerRecord;
import io.orchestrator.protocol.graph.BundleDescription;
import io.orchestrator.protocol.graph.BundleDescription.DescribedDag;
import io.orchestrator.protocol.graph.BundleManifest;
import io.orchestrator.protocol.graph.DagGraph;
import io.orchestrator.protocol.graph.ScheduleSpec;
import io.orchestrator.protocol.graph.SlotAnswer;
import io.orchestrator.protocol.worker.ServerMessage;
import io.orchestrator.runner.SlotAsk;
import io.orchestrator.sdk.CustomTimetable;
import io.orchestrator.sdk.Dag;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * A server and its workers in virtual time: the production loop on a store in memory.
 *
 * <p>Nothing happens while nothing is due: heartbeats are made up for when the time has moved, so that a year of schedules
 * costs what happens in it.
 */
final class Cluster {

    static final Duration TAKE_OVER = Duration.ofSeconds(8);

    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Duration HEARTBEAT = Duration.ofSeconds(5);
    private static final Duration PASS = Duration.ofDays(1);

    /** Ends of leases are events of their own here, so that no pass has to look for them. */
    private static final EngineSettings SETTINGS = new EngineSettings(
            LEASE,
            PASS.multipliedBy(3),
            HEARTBEAT,
            5,
            PASS,
            100,
            32L * 1024 * 1024,
            false,
            ShareSettings.DEFAULT,
            NotifyRules.NONE);

    private static final int MOST_STEPS = 5_000_000;

    private final VirtualTime time;
    private final RandomIds ids;
    private final MemoryEngineStore store;
    private final Part.Play play;
    private final Map<String, CustomTimetable> timetables = new HashMap<>();
    private final List<String> history = new ArrayList<>();
    private final Map<Long, DagRunState> states = new HashMap<>();
    private final List<VirtualWorker> workers = new ArrayList<>();
    private @Nullable EngineLoop server;
    private @Nullable Instant nextDue;
    private Instant lastBeat = Instant.MIN;
    private int servers;
    private int builds;
    private WorkerKind kind = new WorkerKind(List.of(), List.of(), 0);

    private record WorkerKind(List<String> queues, List<String> capabilities, int slots) {}

    Cluster(Instant start, long seed, Part.Play play) {
        Random random = new Random(seed);
        this.time = new VirtualTime(start, new Random(random.nextLong()));
        this.ids = new RandomIds(new Random(random.nextLong()));
        this.store = new MemoryEngineStore(time);
        this.play = play;
        startServer();
    }

    Instant now() {
        return time.instant();
    }

    MemoryEngineStore store() {
        return store;
    }

    List<String> history() {
        return List.copyOf(history);
    }

    void tell(String who, String what) {
        history.add(time.instant() + " " + who + " " + what);
    }

    void soon(Runnable what) {
        time.at(time.instant(), what);
    }

    void later(Duration delay, Runnable what) {
        time.at(time.instant().plus(delay), what);
    }

    static DagGraph withoutSchedule(DagGraph graph) {
        return graph.toBuilder()
                .schedule(new ScheduleSpec.Manual())
                .startsPaused(false)
                .build();
    }

    /** @throws IllegalArgumentException if a server would refuse one of these */
    void deploy(Collection<DagGraph> graphs) {
        for (DagGraph graph : graphs) {
            List<String> faults = new DagCheck(ScheduleCheck::faults).check(graph);
            if (!faults.isEmpty()) {
                throw new IllegalArgumentException(
                        "a server would refuse DAG " + graph.dagId() + ": " + String.join(" ", faults));
            }
        }
        ask(new Command.Deploy(
                new BundleManifest("test", "%064d".formatted(builds++), List.of()),
                new BundleDescription(
                        graphs.stream()
                                .map(graph -> new DescribedDag(graph.dagId(), graph))
                                .toList(),
                        List.of())));
    }

    /** Its timetable, if it is one in Java, is asked right here. */
    void know(Dag dag) {
        timetables.remove(dag.id());
        if (dag.schedule() instanceof CustomTimetable timetable) {
            timetables.put(dag.id(), timetable);
        }
    }

    /** What a server asks of a JVM that describes. True: there is news. */
    private boolean askTimetables() {
        if (timetables.isEmpty() || !hasServer()) {
            return false;
        }
        List<WantedSlots> wanted = ask(new Command.SlotsWanted());
        for (WantedSlots want : wanted) {
            String dagId = want.question().dagId();
            KnownSlots before = store.knownSlots(dagId, want.build()).orElse(null);
            SlotAnswer answer = SlotAsk.here(want.question(), Objects.requireNonNull(timetables.get(dagId)));
            KnownSlots known = KnownSlots.of(dagId, want.build(), answer, want.afterIsSlot(), before, now());
            if (known.error() != null) {
                tell("DAG " + dagId, "has no more slots: " + known.error());
            }
            store.save(known);
            ask(new Command.SlotsKnown(dagId));
        }
        return !wanted.isEmpty();
    }

    void startWorkers(int count, List<String> queues, List<String> capabilities, int slots) {
        kind = new WorkerKind(queues, capabilities, slots);
        for (int i = 0; i < count; i++) {
            startWorker();
        }
    }

    private void startWorker() {
        VirtualWorker worker =
                new VirtualWorker(this, play, workers.size() + 1, kind.queues(), kind.capabilities(), kind.slots());
        workers.add(worker);
        ask(worker.registration());
    }

    /** The worker that is there longest. */
    VirtualWorker anyWorker() {
        return workers.stream()
                .filter(worker -> !worker.isDead())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("there is no worker"));
    }

    /** Its attempts are lost when its lease ends; another worker starts at once. */
    void killWorker(VirtualWorker worker) {
        tell(worker.name(), "dies");
        beat(); // so that its lease begins here
        replace(worker);
        lookAfterLease();
    }

    private void lookAfterLease() {
        later(LEASE.plusMillis(1), () -> whenServed(() -> ask(new Command.Hint())));
    }

    void replace(VirtualWorker worker) {
        if (!worker.isDead()) {
            worker.die();
            whenServed(this::startWorker);
        }
    }

    /** Its memory is gone; another server takes over when its lease has ended. */
    void killServer() {
        if (server != null) {
            tell("server-" + servers, "dies");
            server = null;
            later(TAKE_OVER, this::takeOver);
        }
    }

    private void takeOver() {
        startServer();
        tell("server-" + servers, "takes over");
        workers.stream().filter(worker -> !worker.isDead()).forEach(worker -> {
            ask(new Command.Connected(worker.session()));
            worker.send();
        });
        lookAfterLease();
    }

    private void startServer() {
        servers++;
        lastBeat = Instant.MIN;
        EngineLoop loop = new EngineLoop(
                store,
                this::push,
                this::turned,
                new ServerRecord(new UUID(0, 0), "http://test", "test", servers, "test", ServerRecord.State.LIVE),
                dead -> dead.pid() < servers,
                SETTINGS,
                ids,
                time);
        loop.reload(now());
        server = loop;
    }

    boolean hasServer() {
        return server != null;
    }

    private void whenServed(Runnable what) {
        if (hasServer()) {
            what.run();
        } else {
            later(TAKE_OVER, () -> whenServed(what));
        }
    }

    private void push(UUID session, ServerMessage message) {
        workers.stream().filter(worker -> worker.session().equals(session)).forEach(worker -> worker.receive(message));
    }

    private void turned(List<DagRun> runs, @Nullable Instant due) {
        nextDue = due;
        for (DagRun run : runs) {
            if (states.put(run.runKey(), run.state()) != run.state()) {
                tell(
                        "run " + run.runId() + " of " + run.dagId(),
                        "is " + run.state().key());
            }
        }
    }

    /** @throws CommandRefused if it is refused */
    <R> R ask(Command<R> command) {
        EngineLoop loop = server;
        if (loop == null) {
            throw new IllegalStateException("no server is at work at " + now() + ", another takes over " + TAKE_OVER
                    + " after one has died: let time pass, with advance(...)");
        }
        if (needsBeat()) {
            beat(); // what it answers may depend on whether workers were heard of
        }
        CompletableFuture<R> answer = loop.submit(command);
        while (!answer.isDone()) {
            turn(loop);
        }
        try {
            return answer.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof CommandRefused refused ? refused : e;
        }
    }

    private void turn(EngineLoop loop) {
        if (!loop.isServing()) {
            loop.reload(now());
        }
        if (needsBeat()) {
            submitBeats(loop);
        }
        loop.turn(now());
    }

    private boolean needsBeat() {
        return !lastBeat.plus(HEARTBEAT).isAfter(now());
    }

    private void beat() {
        EngineLoop loop = server;
        if (loop != null) {
            submitBeats(loop);
            turn(loop);
        }
    }

    /** What workers would have said in the meantime: that they live. */
    private void submitBeats(EngineLoop loop) {
        lastBeat = now();
        for (VirtualWorker worker : workers) {
            if (!worker.isDead()) {
                loop.submit(worker.heartbeat()).thenAccept(worker::heard);
            }
        }
    }

    /** Lets everything happen that is due until then. */
    void advanceTo(Instant target) {
        settle();
        for (Instant next = next(); !next.isAfter(target); next = next()) {
            time.jumpTo(next);
            settle();
        }
        time.jumpTo(target);
    }

    /** Lets what is due next happen, with the time that passes until then. */
    void advanceToNext() {
        time.jumpTo(next());
        settle();
    }

    private Instant next() {
        Instant next = Instant.MAX;
        for (Instant candidate :
                new @Nullable Instant[] {time.next(), nextDue, server == null ? null : server.nextWake()}) {
            next = candidate != null && candidate.isBefore(next) ? candidate : next;
        }
        return next;
    }

    /** Lets everything happen that takes no time. */
    void settle() {
        for (int steps = 0; step() || askTimetables(); steps++) {
            if (steps > MOST_STEPS) {
                throw new IllegalStateException("at " + now() + " one thing follows another without any time passing;"
                        + " give tasks a duration, with task(...).takes(...)");
            }
        }
    }

    private boolean step() {
        Runnable due = time.takeDue();
        if (due != null) {
            due.run();
            return true;
        }
        EngineLoop loop = server;
        if (loop == null || next().isAfter(now())) {
            return false;
        }
        nextDue = null; // the turn tells it anew if it changes anything, and must change something if a schedule is due
        turn(loop);
        return true;
    }
}
