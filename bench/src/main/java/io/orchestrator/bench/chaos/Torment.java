package io.orchestrator.bench.chaos;

import io.orchestrator.bench.check.JournalLine;
import io.orchestrator.bench.cluster.Cluster;
import io.orchestrator.bench.cluster.Program;
import io.orchestrator.bench.cluster.ServerProcess;
import io.orchestrator.bench.cluster.SmallDisk;
import io.orchestrator.bench.cluster.WorkerProcess;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets faults happen to a cluster, and remembers which. */
final class Torment {

    private static final Logger LOG = LoggerFactory.getLogger(Torment.class);
    private static final long NOBODY_FIT_MILLIS = 20;
    private static final int ONE_IN_RUTHLESS = 5;
    private static final int PUBLISHING_MILLIS = 60;

    private final Cluster cluster;
    private final ChaosNetwork network;
    private final Keeper keeper;
    private final Machine machine;
    private final Headway headway;
    private final @Nullable Aim aim;
    /** The task that is about to publish something, while a fault happens that was aimed. */
    private @Nullable JournalLine aimed;

    private final Repairs repairs = new Repairs();
    private final LinkFaults links;
    private final Map<FaultKind, Integer> happened = new EnumMap<>(FaultKind.class);
    private final List<Kill> kills = new ArrayList<>();

    /** @param aim for which every fault waits, or null: they come as they are drawn */
    Torment(Cluster cluster, ChaosNetwork network, Keeper keeper, Machine machine, Headway headway, @Nullable Aim aim) {
        this.cluster = cluster;
        this.network = network;
        this.keeper = keeper;
        this.machine = machine;
        this.headway = headway;
        this.aim = aim;
        this.links = new LinkFaults(network, repairs);
    }

    /** One fault after the other, until there were enough kills or the time is over; then everything is mended. */
    void run(ChaosOptions options) throws InterruptedException {
        Random random = new Random(options.seed());
        List<FaultKind> possible =
                machine.possible().stream().filter(options.scenario()::breaks).toList();
        Instant end = Instant.now().plus(options.atMost());
        try (repairs) {
            while (Report.kills(happened) < options.kills() && Instant.now().isBefore(end)) {
                Fault fault = Fault.draw(random, possible);
                if (isWorthIt(fault) && isInAim(fault) && happens(fault)) {
                    happened.merge(fault.kind(), 1, Integer::sum);
                    LOG.info("{}", fault.kind().words());
                    TimeUnit.MILLISECONDS.sleep(fault.pause()
                            .multipliedBy(options.scenario().pauses())
                            .toMillis());
                    headway.await();
                } else {
                    TimeUnit.MILLISECONDS.sleep(NOBODY_FIT_MILLIS);
                }
            }
            repairs.all();
        }
    }

    /** How often what has happened. */
    Map<FaultKind, Integer> happened() {
        return happened;
    }

    List<Kill> kills() {
        return kills;
    }

    /**
     * While a server starts, which on a small machine takes its time, mostly only workers suffer: where nobody ever comes up no work is
     * done, and nothing is tested.
     */
    private boolean isWorthIt(Fault fault) {
        long up = cluster.servers().stream().filter(this::isWell).count();
        boolean needed = fault.kind().hitsServers() ? up == Profile.SERVERS : up > 0;
        return needed || fault.victim() % ONE_IN_RUTHLESS == 0;
    }

    /** Waits for a task that is about to publish, and a moment more: it takes some until that has come to the database. */
    private boolean isInAim(Fault fault) throws InterruptedException {
        if (aim == null) {
            return true;
        }
        aimed = aim.await().orElse(null);
        TimeUnit.MILLISECONDS.sleep(fault.victim() % PUBLISHING_MILLIS);
        return true;
    }

    private boolean isWell(ServerProcess server) {
        return keeper.isUp(server) && !repairs.isBroken(server.name());
    }

    /** False when nobody is in a state for it: dead already, or broken in another way. */
    private boolean happens(Fault fault) {
        return switch (fault.kind()) {
            case KILL_RUNNER -> killRunner(fault);
            case KILL_WORKER -> worker(fault, worker -> kill(fault.kind(), worker.program(), List.of()));
            case KILL_SERVER -> server(fault, this::killServer);
            case CRASH_DATABASE -> crashDatabase();
            case KILL_BACKENDS -> DatabaseFaults.terminateBackends(cluster.database(), 1 + fault.victim() % 8);
            case PAUSE_WORKER -> worker(fault, worker -> pause(fault, worker.name(), worker.program()));
            case PAUSE_SERVER -> server(fault, server -> pause(fault, server.name(), server.program()));
            case WORKER_CUT -> links.refuse(fault, network.toServers());
            case WORKER_HELD -> links.partition(fault);
            case WORKER_ANSWERS_LOST -> links.loseAnswers(fault, network.toServers());
            case WORKER_HALF_CLOSED -> links.halfClose(fault, network.toServers());
            case WORKER_SLOW -> links.delay(fault, network.toServers());
            case DATABASE_CUT -> links.refuse(fault, network.toDatabase());
            case DATABASE_HELD -> links.hold(fault, network.toDatabase());
            case DATABASE_ANSWERS_LOST -> links.loseAnswers(fault, network.toDatabase());
            case DATABASE_SLOW -> links.delay(fault, network.toDatabase());
            case DISK_FULL -> fillDisk(fault);
            case CLOCK_STEP -> stepClock(fault);
        };
    }

    // ---- processes

    private boolean killRunner(Fault fault) {
        if (aimed != null) {
            return ProcessHandle.of(aimed.pid())
                    .map(ProcessHandle::destroyForcibly)
                    .orElse(false);
        }
        List<ProcessHandle> runners = cluster.workers().stream()
                .flatMap(worker -> worker.runners().stream())
                .toList();
        return !runners.isEmpty()
                && runners.get(fault.victim() % runners.size()).destroyForcibly();
    }

    private boolean killServer(ServerProcess server) {
        long pid = server.program().pid();
        return kill(FaultKind.KILL_SERVER, server.program(), DatabaseFaults.dagsOf(cluster.database(), pid));
    }

    private boolean kill(FaultKind kind, Program program, List<String> dags) {
        keeper.killing(program.pid());
        kills.add(new Kill(kind, Instant.now(), program.pid(), dags));
        program.kill();
        return true;
    }

    private boolean crashDatabase() {
        kills.add(new Kill(FaultKind.CRASH_DATABASE, Instant.now(), 0, List.of()));
        cluster.database().crash();
        cluster.database().restart();
        return true;
    }

    private boolean pause(Fault fault, String name, Program program) {
        program.pause();
        repairs.after(fault.lasts(), name, program::resume);
        return true;
    }

    private boolean worker(Fault fault, Predicate<WorkerProcess> happens) {
        List<WorkerProcess> fit = cluster.workers().stream()
                .filter(worker -> worker.program().isAlive() && !repairs.isBroken(worker.name()))
                .filter(worker -> aimed == null || hasAimed(worker))
                .toList();
        return !fit.isEmpty() && happens.test(fit.get(fault.victim() % fit.size()));
    }

    private boolean hasAimed(WorkerProcess worker) {
        return worker.runners().stream().anyMatch(runner -> aimed != null && runner.pid() == aimed.pid());
    }

    /** One that is still starting is left alone. */
    private boolean server(Fault fault, Predicate<ServerProcess> happens) {
        List<ServerProcess> fit =
                cluster.servers().stream().filter(this::isWell).toList();
        return !fit.isEmpty() && happens.test(fit.get(fault.victim() % fit.size()));
    }

    // ---- disk

    private boolean fillDisk(Fault fault) {
        SmallDisk small = machine.disk();
        if (small == null || repairs.isBroken("disk")) {
            return false;
        }
        small.fill();
        repairs.after(fault.lasts(), "disk", small::empty);
        return true;
    }

    // ---- clocks

    /** Up to two hours forward or back. */
    private boolean stepClock(Fault fault) {
        FalseClock clock = machine.clock();
        if (clock == null || repairs.isBroken("clock")) {
            return false;
        }
        setClock(clock, Duration.ofSeconds((fault.victim() - 500L) * 14));
        repairs.after(fault.lasts(), "clock", () -> setClock(clock, Duration.ZERO));
        return true;
    }

    private static void setClock(FalseClock clock, Duration off) {
        try {
            clock.set(off);
        } catch (IOException failure) {
            throw new IllegalStateException("the workers' clock cannot be set", failure);
        }
    }
}
