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
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Waits until a cluster to which nothing happens any more has done its work. */
final class Quiet {

    /** What is unfinished, and since when the one of it that waits longest has not moved. */
    private static final String UNFINISHED = """
            SELECT count(*), min(greatest(r.run_after, r.queued_at, r.started_at, (
                SELECT max(greatest(a.queued_at, a.started_at, a.ended_at)) FROM task_attempt a WHERE a.run_key = r.run_key)))
            FROM dag_run r
            WHERE NOT r.settled AND r.run_after <= ?""";

    private static final Duration LOOK = Duration.ofMillis(200);
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

    /**
     * Waits for the end of what was due until then, as long as it moves: what has not in three leases, of which the machine itself may
     * have stood still, is left to the checker.
     */
    static void awaitEnds(Cluster cluster, Instant until) throws SQLException, InterruptedException {
        Unfinished last = unfinished(cluster, until);
        Duration still = Duration.ZERO;
        while (last.count() > 0 && still.compareTo(Profile.QUIET) < 0) {
            TimeUnit.MILLISECONDS.sleep(LOOK.toMillis());
            Unfinished now = unfinished(cluster, until);
            still = now.equals(last) ? still.plus(LOOK) : Duration.ZERO;
            last = now;
        }
    }

    private record Unfinished(int count, @Nullable Instant moved) {}

    private static Unfinished unfinished(Cluster cluster, Instant until) throws SQLException {
        try (Connection connection = cluster.database().connect();
                PreparedStatement query = connection.prepareStatement(UNFINISHED)) {
            query.setObject(1, OffsetDateTime.ofInstant(until, ZoneOffset.UTC));
            try (ResultSet found = query.executeQuery()) {
                found.next();
                OffsetDateTime moved = found.getObject(2, OffsetDateTime.class);
                return new Unfinished(found.getInt(1), moved == null ? null : moved.toInstant());
            }
        }
    }
}
