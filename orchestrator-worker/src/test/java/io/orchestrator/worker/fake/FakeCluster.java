package io.orchestrator.worker.fake;

import io.orchestrator.protocol.graph.BundleManifest;
import io.orchestrator.protocol.worker.Assignment;
import io.orchestrator.protocol.worker.Heartbeat;
import io.orchestrator.protocol.worker.Register;
import io.orchestrator.protocol.worker.Report;
import io.orchestrator.protocol.worker.ServerAddress;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What servers share, as if it were their database: the session, who owns which DAG, and the first end of each attempt. */
final class FakeCluster {

    final Seen<Register> registrations = new Seen<>("registrations");
    final Seen<Heartbeat> heartbeats = new Seen<>("heartbeats");
    final Seen<Report> received = new Seen<>("received reports");
    final Seen<Report> applied = new Seen<>("applied reports");
    final Seen<UUID> goodbyes = new Seen<>("goodbyes");
    final FakeLogs logs = new FakeLogs();

    final long leaseMillis;
    final long heartbeatMillis;
    final Map<String, Path> jars = new ConcurrentHashMap<>();
    final Map<String, BundleManifest> bundles = new ConcurrentHashMap<>();
    final Map<UUID, List<Assignment.Input>> inputs = new ConcurrentHashMap<>();
    final Set<UUID> stale = ConcurrentHashMap.newKeySet();
    final Set<UUID> refused = ConcurrentHashMap.newKeySet();
    final AtomicInteger answersToLose = new AtomicInteger();
    final List<ServerAddress> live = new CopyOnWriteArrayList<>();
    volatile @Nullable UUID session;

    private final Set<UUID> ended = new HashSet<>();
    private final Map<String, FakeServer> owners = new ConcurrentHashMap<>();

    FakeCluster(long leaseMillis, long heartbeatMillis) {
        this.leaseMillis = leaseMillis;
        this.heartbeatMillis = heartbeatMillis;
    }

    /** Whoever asks first owns a DAG, until another takes it. */
    boolean owns(FakeServer server, String dag) {
        return owners.computeIfAbsent(dag, unowned -> server) == server;
    }

    void own(FakeServer server, String dag) {
        owners.put(dag, server);
    }

    boolean isRefused(Report report) {
        return report instanceof Report.Succeeded && refused.contains(report.attemptId());
    }

    synchronized void apply(Report report) {
        boolean fresh = !stale.contains(report.attemptId()) && !ended.contains(report.attemptId());
        if (fresh && !(report instanceof Report.Started)) {
            ended.add(report.attemptId());
            applied.add(report);
        }
    }
}
