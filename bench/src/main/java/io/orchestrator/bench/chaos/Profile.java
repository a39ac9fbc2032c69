package io.orchestrator.bench.chaos;

import io.orchestrator.bench.cluster.ClusterSettings;
import io.orchestrator.bench.cluster.ClusterSettings.Servers;
import io.orchestrator.bench.cluster.ClusterSettings.Workers;
import io.orchestrator.bench.cluster.StartCache;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The cluster that is tormented: two servers, three workers, and leases so short that many of them end. */
final class Profile {

    static final int SERVERS = 2;
    static final int WORKERS = 3;

    private static final int SLOTS = 2;

    static final Duration LEASE = Duration.ofSeconds(6);

    /** How long everything may take to be quiet when nothing breaks any more. */
    static final Duration QUIET = LEASE.multipliedBy(3);

    private static final List<String> QUICK_JVM = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx320m");

    private Profile() {}

    static ClusterSettings settings(
            Path folder, int firstPort, ChaosNetwork network, Map<String, String> workerEnvironment) {
        ClusterSettings settings = ClusterSettings.in(folder)
                .withFirstPort(firstPort)
                .withPostgres(Map.of("max_connections", "120"))
                .with(new Servers(SERVERS, QUICK_JVM, serverProperties()))
                .with(new Workers(WORKERS, QUICK_JVM, workerOptions(folder), workerEnvironment));
        return settings.with(new Servers(SERVERS, StartCache.jvmOptions(settings), serverProperties()))
                .with(network);
    }

    private static Map<String, String> serverProperties() {
        return Map.of(
                "orchestrator.lease", LEASE.toSeconds() + "s",
                "orchestrator.heartbeat", "1s",
                "orchestrator.server-lease", "4s",
                "orchestrator.pass", "500ms",
                "orchestrator.worker.ping", "1s");
    }

    private static Map<String, String> workerOptions(Path folder) {
        return Map.of(
                "slots", Integer.toString(SLOTS),
                "prefetch", "2",
                "call-limit", "2s",
                "silence", "3s",
                "grace", "1s",
                "drain-timeout", "2s",
                "journal", workerJournal(folder, "{worker}").toString(),
                "lake", lake(folder).toString());
    }

    /** Where the files of datasets are. */
    static Path lake(Path folder) {
        return folder.resolve("lake");
    }

    /** What a worker writes down of its own. */
    static Path workerJournal(Path folder, String worker) {
        return folder.resolve("logs").resolve(worker + ".journal");
    }
}
