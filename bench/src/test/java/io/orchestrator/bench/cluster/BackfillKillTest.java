package io.orchestrator.bench.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.bench.time.dags.Past;
import io.orchestrator.postgres.ServerAccount;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server dies by kill -9 in the middle of a backfill, twice; each date has had its run, once. */
class BackfillKillTest {

    private static final List<String> QUICK = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");
    private static final int DATES = 240;

    @TempDir
    private Path temporary;

    @Test
    void noDateIsLostOrDoubled() throws Exception {
        ServerAccount.current().letThrough(temporary);
        ClusterSettings settings = ClusterSettings.in(temporary.resolve("cluster"))
                .with(new ClusterSettings.Servers(1, QUICK, Map.of()))
                .with(new ClusterSettings.Workers(1, QUICK, Map.of("slots", "2", "drain-timeout", "1s")));
        try (Cluster cluster = Cluster.start(settings);
                Connection database = cluster.database().connect()) {
            try (ClassBundle bundle = ClassBundle.in(cluster.dropBox(), "past")) {
                bundle.add(Past.class);
            }
            cluster.api().awaitDag(Past.ID, PATIENCE);
            backfill(cluster.api());

            killAfter(DATES / 4, cluster, database);
            killAfter(DATES / 2, cluster, database);

            Waiting.until("The end of the backfill", PATIENCE, () -> ended(database) == DATES && open(database) == 0);
            assertThat(text(database, """
                            SELECT count(*) || ' runs, ' || count(DISTINCT logical_date) || ' dates, ' || min(state) || ' to ' || max(state)
                              FROM dag_run WHERE dag_id = 'past' AND run_type = 'backfill'""")).isEqualTo("%d runs, %d dates, success to success".formatted(DATES, DATES));
            assertThat(text(
                            database,
                            "SELECT min(logical_date AT TIME ZONE 'UTC') || ' ' || max(logical_date AT TIME ZONE 'UTC')"
                                    + " FROM dag_run WHERE dag_id = 'past' AND run_type = 'backfill'"))
                    .isEqualTo("2026-01-01 00:00:00 2026-01-10 23:00:00");
            assertThat(text(database, """
                            SELECT count(*) || ' successes of ' || count(DISTINCT run_key) FROM task_attempt a JOIN dag_run USING (run_key)
                             WHERE run_type = 'backfill' AND a.state = 'success'""")).isEqualTo("%d successes of %d".formatted(DATES, DATES));
        }
    }

    private static void backfill(Api api) throws Exception {
        Api.Answer asked = api.post(
                "/api/v2/backfills",
                Map.of(
                        "dag_id", Past.ID,
                        "from_date", FIRST.toString(),
                        "to_date", FIRST.plus(DATES - 1, ChronoUnit.HOURS).toString(),
                        "max_active_runs", 16,
                        "dag_run_conf", Map.of()));
        assertThat(asked.status()).as(asked.body()).isEqualTo(200);
    }

    private static void killAfter(int runs, Cluster cluster, Connection database) throws SQLException {
        Waiting.until("%d runs".formatted(runs), PATIENCE, () -> ended(database) >= runs);
        ServerProcess server = cluster.servers().getFirst();
        server.program().kill();
        assertThat(ended(database)).as("it died in the middle").isLessThan(DATES);
        server.startAgain();
        server.awaitReady();
    }

    private static long ended(Connection database) throws SQLException {
        return Long.parseLong(
                text(database, "SELECT count(*) FROM dag_run WHERE run_type = 'backfill' AND ended_at IS NOT NULL"));
    }

    private static long open(Connection database) throws SQLException {
        return Long.parseLong(text(database, "SELECT count(*) FROM backfill WHERE completed_at IS NULL"));
    }

    private static String text(Connection database, String sql) throws SQLException {
        try (Statement statement = database.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            assertThat(row.next()).isTrue();
            return row.getString(1);
        }
    }
}
