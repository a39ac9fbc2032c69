package io.orchestrator.bench.engine;

import io.orchestrator.bench.cluster.Cluster;
import io.orchestrator.bench.cluster.ClusterSettings;
import io.orchestrator.bench.cluster.ClusterSettings.Servers;
import io.orchestrator.bench.cluster.ClusterSettings.Workers;
import io.orchestrator.bench.engine.dags.Chain;
import io.orchestrator.bench.engine.dags.FanOut;
import io.orchestrator.bench.engine.dags.Sequential;
import io.orchestrator.bench.engine.dags.Sleeper;
import io.orchestrator.bench.engine.dags.Wide;
import io.orchestrator.bench.yardstick.Access;
import io.orchestrator.bench.yardstick.Yardsticks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A cluster with the DAGs under test, and all that measurements need. */
final class Lab implements AutoCloseable {

    private static final Duration DEPLOYED = Duration.ofSeconds(90);
    private static final AtomicInteger PREFIXES = new AtomicInteger();

    final Options options;
    final Results results;
    final Cluster cluster;
    final Access access;
    final Yardsticks yardsticks;
    final Gate gate;
    final Journal journal;
    final Triggers triggers;
    final Books books;
    final Profile profile;

    private Lab(Options options, Results results, Cluster cluster, Path notes, Profile profile) throws Exception {
        this.options = options;
        this.results = results;
        this.cluster = cluster;
        this.profile = profile;
        access = new Access(
                cluster.database().port(),
                "orchestrator",
                cluster.database().user(),
                cluster.database().password());
        Duration each = options.seconds(2, 1);
        yardsticks = options.jdbc() ? Yardsticks.prepareJdbc(access, each) : Yardsticks.prepare(access, each);
        gate = new Gate(yardsticks, results, options.samples());
        journal = new Journal(notes);
        triggers = new Triggers(cluster.api());
        books = new Books(access);
        // What earlier clusters in this folder have noted.
        journal.ended();
    }

    /**
     * Starts a cluster on what is in the folder, with the bundle deployed.
     *
     * @param folder kept from lab to lab
     * @param servers how many, and as many workers
     */
    static Lab open(Options options, Results results, Path folder, int servers) throws Exception {
        Profile profile = Profile.of(options, servers);
        ClusterSettings settings = ClusterSettings.in(folder)
                .withFirstPort(options.firstPort())
                .withPostgres(profile.postgres())
                .with(new Servers(servers, profile.jvm("server"), Map.of()))
                .with(new Workers(servers, profile.jvm("worker"), workerOptions(options, servers)));
        Path notes = notes(folder);
        Cluster cluster = Cluster.start(settings);
        try {
            DagBundle.drop(cluster.dropBox(), notes);
            for (String dagId : List.of(Chain.ID, Sequential.ID, FanOut.ID, Wide.ID, Sleeper.ID)) {
                cluster.api().awaitDag(dagId, DEPLOYED);
            }
            return new Lab(options, results, cluster, notes, profile);
        } catch (Exception failure) {
            cluster.close();
            throw failure;
        }
    }

    /** So many slots in all, however many workers there are. */
    private static Map<String, String> workerOptions(Options options, int workers) {
        Map<String, String> chosen = new HashMap<>();
        int slots = options.slots() == null ? Runtime.getRuntime().availableProcessors() : options.slots();
        if (options.slots() != null || workers > 1) {
            chosen.put("slots", Integer.toString(Math.max(1, slots / workers)));
        }
        if (options.prefetch() != null) {
            chosen.put("prefetch", Integer.toString(options.prefetch() / workers));
        }
        return chosen;
    }

    /** Runners may run as somebody else. */
    private static Path notes(Path folder) throws IOException {
        Path notes = Files.createDirectories(folder.resolve("notes"));
        Files.setPosixFilePermissions(notes, PosixFilePermissions.fromString("rwxrwxrwx"));
        return notes;
    }

    /** The beginning of run ids that nobody has used: also tells the runs of one measurement from all others. */
    String newPrefix(String what) {
        return "%s-%d-%d-".formatted(what, ProcessHandle.current().pid(), PREFIXES.incrementAndGet());
    }

    @Override
    public void close() throws Exception {
        books.close();
        cluster.close();
    }
}
