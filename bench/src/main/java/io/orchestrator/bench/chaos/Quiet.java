package io.orchestrator.bench.chaos;

import io.orchestrator.bench.check.Violation;
import io.orchestrator.bench.cluster.Cluster;
import io.orchestrator.bench.cluster.ClusterFailed;
import io.orchestrator.bench.cluster.ServerProcess;
import io.orchestrator.bench.cluster.Waiting;
import io.orchestrator.bench.cluster.WorkerProcess;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** Waits until a cluster to which nothing happens any more has done its work. */
final class Quiet {

    private static final String UNFINISHED = "SELECT count(*) FROM dag_run WHERE NOT settled AND run_after <= ?";

    private static final Duration BACK = Duration.ofSeconds(60);

    private Quiet() {}

    /** Waits until every process is back at its work; gives those that did not come back in time. */
    static List<Violation> awaitProcesses(Cluster cluster) {
        List<Violation> missing = new ArrayList<>();
        for (ServerProcess server : cluster.servers()) {
            missing.addAll(await(server.name(), server::isReady));
        }
        for (WorkerProcess worker : cluster.workers()) {
            missing.addAll(await(worker.name(), () -> worker.hasSession(cluster.database())));
        }
        return missing;
    }

    private static List<Violation> await(String name, Callable<Boolean> isBack) {
        try {
            Waiting.until(name, BACK, isBack);
            return List.of();
        } catch (ClusterFailed late) {
            return List.of(new Violation(Violation.Kind.UNFINISHED, "after the last fault: " + late.getMessage()));
        }
    }

    /** Waits for the end of what was due until then; what has not ended in three leases is left to the checker. */
    static void awaitEnds(Cluster cluster, Instant until) {
        try {
            Waiting.until("quiet", Profile.QUIET, () -> unfinished(cluster, until) == 0);
        } catch (ClusterFailed late) {
            // The checker says what is unfinished.
        }
    }

    private static int unfinished(Cluster cluster, Instant until) throws SQLException {
        try (Connection connection = cluster.database().connect();
                PreparedStatement query = connection.prepareStatement(UNFINISHED)) {
            query.setObject(1, OffsetDateTime.ofInstant(until, ZoneOffset.UTC));
            try (ResultSet found = query.executeQuery()) {
                found.next();
                return found.getInt(1);
            }
        }
    }
}
