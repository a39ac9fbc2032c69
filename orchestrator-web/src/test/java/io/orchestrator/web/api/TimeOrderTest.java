package io.orchestrator.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.protocol.Json;
import io.orchestrator.web.FakeEngine;
import io.orchestrator.web.Fixture;
import io.orchestrator.web.ServerTest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Lists over all DAGs in the order of a time are those that one sort of all rows gives, wherever their times lie. */
@ServerTest
class TimeOrderTest {

    private static final int RUNS = 430;

    @Autowired
    FakeEngine engine;

    @Autowired
    JdbcClient database;

    @LocalServerPort
    int port;

    ApiClient api;

    /** From years ago to tomorrow, most of them lately, some at the same time; some never started, some were cleared today. */
    @BeforeEach
    void fill() throws Exception {
        Fixture.opening(engine, database);
        api = ApiClient.admin(port);
        database.sql("""
            INSERT INTO dag_run (run_key, dag_id, run_id, run_type, state, logical_date, run_after, version, build, triggered_by,
                queued_at, started_at, ended_at)
            SELECT ((extract(epoch FROM made) * 1000)::bigint << 20) + i, 'pipeline', 'time-' || i, 'manual', 'success',
                   CASE WHEN i % 3 > 0 THEN made - i * interval '1 day' END, made + i % 5 * interval '12 hours', 1, :build, 'olga', made,
                   CASE WHEN i % 11 > 0 THEN started END, started + i % 7 * interval '1 minute'
            FROM generate_series(1, :runs) AS i,
                LATERAL (SELECT date_trunc('minute', now() - (i / 2) ^ 3 * interval '10 seconds') AS made) AS m,
                LATERAL (SELECT CASE WHEN i % 50 = 0 THEN now() ELSE made END AS started) AS s""").param("build", Fixture.BUILD).param("runs", RUNS).update();
        database.sql("""
            INSERT INTO task_instance (run_key, task_id, state, try_number, max_tries, queued_at, started_at, ended_at)
            SELECT run_key, 'ingest', 'success', 1, 0, queued_at, started_at, ended_at FROM dag_run WHERE run_id LIKE 'time-%'""").update();
    }

    @ParameterizedTest
    @CsvSource({
        "start_date, started_at",
        "end_date, ended_at",
        "run_after, run_after",
        "logical_date, logical_date",
    })
    void runs_come_in_the_order_of_a_time(String name, String column) throws Exception {
        for (var direction : List.of("", "-")) {
            var path = "/api/v2/dags/~/dagRuns?order_by=" + direction + name;
            assertThat(listed(path, "dag_runs")).as(path).isEqualTo(sorted("dag_run", column, direction));
        }
    }

    @ParameterizedTest
    @CsvSource({"start_date, started_at", "end_date, ended_at", "queued_at, queued_at"})
    void task_instances_come_in_the_order_of_a_time(String name, String column) throws Exception {
        for (var direction : List.of("", "-")) {
            var path = "/api/v2/dags/~/dagRuns/~/taskInstances?order_by=" + direction + name;
            assertThat(listed(path, "task_instances"))
                    .as(path)
                    .isEqualTo(sorted(
                            "task_instance JOIN dag_run r USING (run_key)", "task_instance." + column, direction));
        }
    }

    /** All parts, one after the other. */
    private List<String> listed(String path, String field) throws Exception {
        List<String> all = new ArrayList<>();
        int total = 1;
        while (all.size() < total) {
            var answer = Json.MAPPER.readTree(
                    api.get(path + "&limit=100&offset=" + all.size()).body());
            answer.path(field).forEach(one -> all.add(one.path("dag_run_id").asString()));
            total = answer.path("total_entries").asInt();
        }
        return all;
    }

    /** What has no such time comes last, as in Airflow. */
    private List<@Nullable String> sorted(String rows, String column, String direction) {
        return database.sql("SELECT run_id FROM %s ORDER BY %s %s NULLS LAST, run_key, 1"
                        .formatted(rows, column, direction.isEmpty() ? "" : "DESC"))
                .query(String.class)
                .list();
    }
}
