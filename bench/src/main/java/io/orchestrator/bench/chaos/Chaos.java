package io.orchestrator.bench.chaos;

import io.orchestrator.bench.chaos.dags.Given;
import io.orchestrator.bench.chaos.dags.Waits;
import io.orchestrator.bench.check.Checker;
import io.orchestrator.bench.check.History;
import io.orchestrator.bench.check.History.Asked;
import io.orchestrator.bench.check.HistoryReader;
import io.orchestrator.bench.check.JournalLine;
import io.orchestrator.bench.check.VersionsReader;
import io.orchestrator.bench.check.Violation;
import io.orchestrator.bench.check.WorkerLine;
import io.orchestrator.bench.cluster.Api;
import io.orchestrator.bench.cluster.Cluster;
import io.orchestrator.bench.cluster.ClusterFailed;
import io.orchestrator.bench.cluster.WorkerProcess;
import io.orchestrator.postgres.LoopbackPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One whole chaos: a cluster at work, faults, quiet, verdict. */
final class Chaos {

    private static final Logger LOG = LoggerFactory.getLogger(Chaos.class);
    /** Below those that the system gives to outgoing connections: a server that was killed must find its own again. */
    private static final int FIRST_PORT = 21000;

    private static final int LAST_PORT = 22000;
    private static final Duration DAGS = Duration.ofSeconds(60);

    private final ChaosOptions options;
    private final Path folder;
    private final Path home;
    private final Path journal;

    /** @param folder empty; all others may pass on the way to it */
    Chaos(ChaosOptions options, Path folder) {
        this.options = options;
        this.folder = folder;
        this.home = folder.resolve("cluster");
        this.journal = folder.resolve("journal");
    }

    Report run() throws IOException, SQLException, InterruptedException {
        // The runners of a worker may belong to another user.
        Files.createFile(journal);
        Files.setPosixFilePermissions(journal, PosixFilePermissions.fromString("rw-rw-rw-"));
        try (ChaosNetwork network = new ChaosNetwork(folder, Profile.WORKERS);
                Machine machine = Machine.prepare(workFolder(Profile.WORKERS), folder.resolve("clock"))) {
            Report report;
            try (Cluster cluster = Cluster.start(Profile.settings(home, firstPort(), network, machine.environment()))) {
                makePool(cluster);
                ChaosBundle.write(cluster.dropBox(), options.scenario(), new Given(journal, options.seed()));
                for (String dagId : options.scenario().dags()) {
                    cluster.api().awaitDag(dagId, DAGS);
                }
                report = run(cluster, network, machine);
            }
            return report.with(leftOver());
        }
    }

    private static void makePool(Cluster cluster) throws IOException, InterruptedException {
        Api.Answer answer = cluster.api()
                .post(
                        "/api/v2/pools",
                        Map.of("name", Waits.POOL, "slots", Waits.POOL_SLOTS, "include_deferred", false));
        if (answer.status() != 201) {
            throw new ClusterFailed("The pool was not made: %d %s".formatted(answer.status(), answer.body()));
        }
    }

    private Report run(Cluster cluster, ChaosNetwork network, Machine machine)
            throws IOException, SQLException, InterruptedException {
        Instant begun = Instant.now();
        List<Violation> missing;
        List<Asked> asked;
        Torment torment;
        Duration lasted;
        int endedBySelf;
        try (Keeper keeper = new Keeper(cluster);
                Load load = new Load(cluster, options)) {
            LOG.info("seed {}: the cluster is at work in {}", options.seed(), home);
            try (Aim aim = options.scenario().aims() ? new Aim(journal) : null) {
                torment = new Torment(cluster, network, keeper, machine, new Headway(journal), aim);
                torment.run(options);
            }
            lasted = Duration.between(begun, Instant.now());
            LOG.info("everything is mended; waiting for quiet");
            load.stop();
            missing = Quiet.awaitProcesses(cluster);
            load.close();
            asked = load.asked();
            endedBySelf = keeper.endedBySelf();
        }
        Instant until = Instant.now();
        Quiet.awaitEnds(cluster, until);
        History history = read(cluster, asked, until);
        return new Report(
                        options,
                        history,
                        Checker.check(history),
                        torment.happened(),
                        Recovery.of(history, torment.kills()),
                        lasted,
                        endedBySelf,
                        machine.notes())
                .with(missing);
    }

    private int firstPort() {
        return options.port() > 0 ? options.port() : freePorts();
    }

    /** The first of enough ports in a row: somebody else's chaos may run on this machine. */
    private static int freePorts() {
        int needed = 1 + Profile.SERVERS;
        return IntStream.iterate(FIRST_PORT, port -> port < LAST_PORT, port -> port + needed)
                .filter(first -> IntStream.range(first, first + needed).noneMatch(LoopbackPort::isTaken))
                .findFirst()
                .orElseThrow(() -> new ClusterFailed(
                        "Of the ports %d to %d no %d in a row are free.".formatted(FIRST_PORT, LAST_PORT, needed)));
    }

    private History read(Cluster cluster, List<Asked> asked, Instant until) throws IOException, SQLException {
        List<WorkerLine> workers = new ArrayList<>();
        for (WorkerProcess worker : cluster.workers()) {
            workers.addAll(WorkerLine.read(Profile.workerJournal(home, worker.name())));
        }
        Instant before = Instant.now();
        try (Connection connection = cluster.database().connect()) {
            History rows = HistoryReader.read(connection, asked, until);
            return rows.with(JournalLine.read(journal), before, workers)
                    .with(VersionsReader.read(connection, Profile.lake(home)));
        }
    }

    private List<Violation> leftOver() {
        List<Path> folders = new ArrayList<>(IntStream.rangeClosed(1, Profile.WORKERS)
                .mapToObj(this::workFolder)
                .toList());
        return new LeftOver(home, folders).find();
    }

    private Path workFolder(int worker) {
        return home.resolve("worker-" + worker);
    }
}
