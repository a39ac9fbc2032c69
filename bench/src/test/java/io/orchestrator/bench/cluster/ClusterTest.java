package io.orchestrator.bench.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.postgres.ServerAccount;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole cluster of true processes; one test for all, because its start is what costs. */
class ClusterTest {

    private static final List<String> QUICK = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    @TempDir
    private Path temporary;

    @Test
    void everyPartCanDieAndComeBack() throws Exception {
        ServerAccount.current().letThrough(temporary);
        ClusterSettings settings = ClusterSettings.in(temporary.resolve("cluster"))
                .with(new ClusterSettings.Servers(2, QUICK, Map.of()))
                .with(new ClusterSettings.Workers(1, QUICK, Map.of("slots", "1", "drain-timeout", "1s")));
        List<Program> programs;
        try (Cluster cluster = Cluster.start(settings)) {
            serversDieAndComeBack(cluster);
            databaseCrashesAndComesBack(cluster);
            workersDieAndComeBack(cluster);
            programs = List.of(
                    cluster.servers().get(0).program(),
                    cluster.servers().get(1).program(),
                    cluster.workers().getFirst().program());
            assertThat(programs).allMatch(Program::isAlive);
        }
        assertThat(programs).noneMatch(Program::isAlive);
    }

    private static void serversDieAndComeBack(Cluster cluster) throws Exception {
        ServerProcess second = cluster.servers().get(1);
        long pid = second.program().pid();
        assertThat(cluster.api().at(second).get("/api/v2/dags").status()).isEqualTo(200);

        second.program().kill();
        second.startAgain();
        second.awaitReady();

        assertThat(second.program().pid()).isNotEqualTo(pid);
        assertThat(cluster.api().at(second).get("/api/v2/dags").status()).isEqualTo(200);
    }

    private static void databaseCrashesAndComesBack(Cluster cluster) throws Exception {
        try (Connection connection = cluster.database().connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE kept AS SELECT 42 AS answer");
        }

        cluster.database().crash();
        cluster.database().restart();

        try (Connection connection = cluster.database().connect();
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeQuery("SELECT answer FROM kept").next()).isTrue();
        }
        cluster.servers().forEach(ServerProcess::awaitReady);
    }

    private static void workersDieAndComeBack(Cluster cluster) {
        WorkerProcess worker = cluster.workers().getFirst();

        worker.program().kill();
        worker.startAgain();

        worker.awaitSession(cluster.database());
    }
}
