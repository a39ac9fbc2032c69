package io.orchestrator.bench.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.bench.check.WorkerLine;
import io.orchestrator.bench.cluster.Cluster;
import io.orchestrator.bench.cluster.ClusterSettings;
import io.orchestrator.bench.cluster.ServerProcess;
import io.orchestrator.bench.cluster.Waiting;
import io.orchestrator.bench.engine.dags.Sleeper;
import io.orchestrator.postgres.ServerAccount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody puts an older copy of the database in place while workers work on. */
class RestoredDatabaseTest {

    private static final List<String> QUICK = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String ATTEMPTS_OF = """
            SELECT a.attempt_id FROM task_attempt a JOIN dag_run r ON r.run_key = a.run_key
            WHERE r.run_id = ? AND a.state = ? ORDER BY a.attempt_id""";

    @TempDir
    private Path temporary;

    private Path folder;
    private Path journal;

    @BeforeEach
    void lay() throws IOException {
        ServerAccount.current().letThrough(temporary);
        folder = temporary.resolve("cluster");
        journal = temporary.resolve("journal");
    }

    @Test
    void whatCameAfterTheCopyIsForgottenAndNoReportOfItIsAccepted() throws Exception {
        try (Cluster cluster = Cluster.start(settings())) {
            DagBundle.drop(cluster.dropBox(), openFolder("notes"));
            cluster.api().awaitDag(Sleeper.ID, PATIENCE);
            begin(cluster, "known");
            Path copy = copyDatabase(cluster);

            UUID forgotten = begin(cluster, "forgotten");
            letGo("known");
            awaitState(cluster, "known", "success");
            restore(cluster, copy);

            assertThat(attempts(cluster, "forgotten", "running")).isEmpty();
            letGo("forgotten");
            Waiting.until(
                    "The answer that attempt " + forgotten + " is unknown",
                    PATIENCE,
                    () -> WorkerLine.read(journal).stream()
                            .anyMatch(line -> line.isStale() && forgotten.equals(line.attemptId())));
            awaitState(cluster, "known", "success");
            begin(cluster, "forgotten");
            awaitState(cluster, "forgotten", "success");
            assertThat(attempts(cluster, "forgotten", "success"))
                    .as("the accepted attempts of the run that was asked for again")
                    .hasSize(1)
                    .doesNotContain(forgotten);
            assertThat(attempts(cluster, "known", "success")).hasSize(1);
        }
    }

    private ClusterSettings settings() {
        Map<String, String> server = Map.of(
                "orchestrator.lease", "6s",
                "orchestrator.heartbeat", "1s",
                "orchestrator.server-lease", "4s",
                "orchestrator.pass", "500ms");
        return ClusterSettings.in(folder)
                .with(new ClusterSettings.Servers(1, QUICK, server))
                .with(new ClusterSettings.Workers(
                        1, QUICK, Map.of("slots", "2", "drain-timeout", "1s", "journal", journal.toString())));
    }

    private Path openFolder(String name) throws IOException {
        Path made = Files.createDirectories(temporary.resolve(name));
        return Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwxrwxrwx"));
    }

    /** Asks for a run until that is acknowledged, and waits until its task runs; gives the attempt. */
    private UUID begin(Cluster cluster, String runId) throws IOException {
        Map<String, String> params = Map.of(Sleeper.LET_GO, gate(runId).toString());
        Waiting.until(
                "The run " + runId,
                PATIENCE,
                () -> cluster.api().trigger(Sleeper.ID, runId, params).status() == 200);
        List<UUID> begun = new ArrayList<>();
        Waiting.until("The start of " + runId, PATIENCE, () -> {
            begun.addAll(attempts(cluster, runId, "running"));
            return !begun.isEmpty() || !attempts(cluster, runId, "success").isEmpty();
        });
        return begun.isEmpty() ? new UUID(0, 0) : begun.getFirst();
    }

    private Path gate(String runId) throws IOException {
        return openFolder("gates").resolve(runId);
    }

    private void letGo(String runId) throws IOException {
        Files.createFile(gate(runId));
    }

    private static void awaitState(Cluster cluster, String runId, String state) {
        Waiting.until(
                "The state %s of %s".formatted(state, runId),
                PATIENCE,
                () -> cluster.api().runState(Sleeper.ID, runId).equals(state));
    }

    private Path copyDatabase(Cluster cluster) throws Exception {
        Path copy = temporary.resolve("copy");
        cluster.database().crash();
        copy(folder.resolve("postgres"), copy);
        cluster.database().restart();
        return copy;
    }

    private void restore(Cluster cluster, Path copy) throws Exception {
        Path data = folder.resolve("postgres");
        cluster.database().crash();
        Files.move(data, temporary.resolve("given-up"));
        copy(copy, data);
        cluster.database().restart();
        cluster.servers().forEach(ServerProcess::awaitReady);
    }

    /** With owners and rights: another account may own it. */
    private static void copy(Path from, Path to) throws Exception {
        Process process = new ProcessBuilder("cp", "-a", from.toString(), to.toString())
                .inheritIO()
                .start();
        assertThat(process.waitFor()).as("exit status of cp").isZero();
    }

    private static List<UUID> attempts(Cluster cluster, String runId, String state) throws SQLException {
        try (Connection connection = cluster.database().connect();
                PreparedStatement query = connection.prepareStatement(ATTEMPTS_OF)) {
            query.setString(1, runId);
            query.setString(2, state);
            List<UUID> attempts = new ArrayList<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    attempts.add(rows.getObject(1, UUID.class));
                }
            }
            return attempts;
        }
    }
}
