package io.orchestrator.web.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.core.run.DagRun;
import io.orchestrator.core.run.DagRunState;
import io.orchestrator.core.run.RunType;
import io.orchestrator.core.task.AttemptState;
import io.orchestrator.core.task.TaskAttempt;
import io.orchestrator.web.Fixture;
import io.orchestrator.web.ServerTest;
import io.orchestrator.web.api.ApiClient;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.node.JsonNodeFactory;

/** What Prometheus gets. */
@ServerTest
class MetricsTest {

    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    private static final String PATH = "/api/orchestrator/v1/metrics";

    @Autowired
    TurnMeters meters;

    @Autowired
    JdbcClient database;

    @Autowired
    ApiClient api;

    private static DagRun run(DagRunState state) {
        return new DagRun(
                7L << 20,
                "pipeline",
                "metered",
                RunType.MANUAL,
                state,
                null,
                null,
                null,
                null,
                START,
                JsonNodeFactory.instance.objectNode(),
                1,
                "b",
                "ada",
                null,
                0,
                START,
                START.plusSeconds(2),
                START.plusSeconds(32),
                null,
                List.of());
    }

    private static TaskAttempt attempt(AttemptState state) {
        return new TaskAttempt(
                7L << 20,
                UUID.randomUUID(),
                "ingest",
                -1,
                1,
                state,
                UUID.randomUUID(),
                "b",
                START,
                START.plusSeconds(1),
                state.isFinal() ? START.plusSeconds(11) : null,
                null);
    }

    @Test
    void what_the_engine_did_is_counted() throws Exception {
        meters.attempted(
                run(DagRunState.RUNNING),
                List.of(attempt(AttemptState.SUCCESS), attempt(AttemptState.FAILED), attempt(AttemptState.RUNNING)));
        meters.ended(run(DagRunState.SUCCESS));

        var figures = api.get(PATH);

        assertThat(figures.status()).isEqualTo(200);
        assertThat(figures.type()).startsWith("text/plain;version=0.0.4");
        assertThat(figures.body())
                .contains("orchestrator_ti_finish_total{dag_id=\"pipeline\",state=\"success\"} 1.0")
                .contains("orchestrator_ti_finish_total{dag_id=\"pipeline\",state=\"failed\"} 1.0")
                .contains("orchestrator_task_duration_seconds_sum{dag_id=\"pipeline\"} 20.0")
                .contains("orchestrator_task_queued_duration_seconds_count 2")
                .contains("orchestrator_dagrun_duration_success_seconds_sum{dag_id=\"pipeline\"} 30.0")
                .contains("orchestrator_dagrun_schedule_delay_seconds_sum{dag_id=\"pipeline\"} 2.0");
    }

    @Test
    void what_is_so_now_is_read_from_the_rows() throws Exception {
        database.sql("INSERT INTO pool (name, slots) VALUES ('metered', 3) ON CONFLICT DO NOTHING")
                .update();

        var figures = api.get(PATH).body();

        assertThat(figures)
                .contains("orchestrator_dagbag_size 2.0")
                .contains("orchestrator_pool_open_slots{pool=\"metered\"} 3.0")
                .contains("orchestrator_executor_open_slots ")
                .contains("orchestrator_scheduler_last_turn_age_seconds ")
                .contains("jvm_memory_used_bytes");
        database.sql("DELETE FROM pool WHERE name = 'metered'").update();
        assertThat(api.get(PATH).body()).doesNotContain("pool=\"metered\"");
    }

    @Test
    void they_name_all_dags_so_a_role_on_some_is_not_enough() throws Exception {
        var fixture = new Fixture(database);
        fixture.user("some", "{noop}only-some-dags-1", "none");
        database.sql("INSERT INTO user_grant VALUES ('some', 'dag', 'pipeline', 'viewer') ON CONFLICT DO NOTHING")
                .update();

        var some = api.login("some", "only-some-dags-1");

        assertThat(some.get(PATH).status()).isEqualTo(403);
        assertThat(api.anonymous().get(PATH).status()).isEqualTo(401);
    }

    /** Whoever asks whether to send people here gets no login to show, and no more than an answer. */
    @Test
    void readiness_and_liveness_are_told_to_everybody() throws Exception {
        for (var path : List.of("/actuator/health", "/actuator/health/readiness", "/actuator/health/liveness")) {
            var health = api.anonymous().get(path);
            assertThat(health.status()).as(path).isEqualTo(200);
            assertThat(health.json().get("status").asString()).isEqualTo("UP");
            assertThat(health.body()).doesNotContain("components", "details");
        }
        assertThat(api.anonymous().get("/actuator/env").status()).isNotEqualTo(200);
    }
}
