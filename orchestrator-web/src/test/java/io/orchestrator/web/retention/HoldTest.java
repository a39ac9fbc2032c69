package io.orchestrator.web.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.web.ServerTest;
import io.orchestrator.web.api.ApiClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@ServerTest
class HoldTest {

    private static final String HOLD = "/api/orchestrator/v1/dags/pipeline/dagRuns/run-1/hold";

    @Autowired
    JdbcClient database;

    @Autowired
    ApiClient api;

    @BeforeEach
    void fill() throws Exception {
        database.sql("TRUNCATE run_hold").update();
    }

    private ApiClient.Answer put(String body) throws Exception {
        return api.send(api.request(HOLD)
                .header("Content-Type", "application/json")
                .method("PUT", BodyPublishers.ofString(body)));
    }

    @Test
    void a_run_is_held_and_let_go() throws Exception {
        assertThat(api.get(HOLD).status()).isEqualTo(404);

        var held = put("{\"reason\": \"audit of 2026\"}");

        assertThat(held.status()).isEqualTo(200);
        assertThat(held.json().get("held_by").asString()).isEqualTo("admin");
        assertThat(api.get(HOLD).json().get("reason").asString()).isEqualTo("audit of 2026");
        assertThat(database.sql("SELECT action, run_id FROM audit_event WHERE action LIKE 'run.hold'")
                        .query()
                        .singleRow())
                .containsAllEntriesOf(Map.of("action", "run.hold", "run_id", "run-1"));
        assertThat(api.send("DELETE", HOLD).status()).isEqualTo(204);
        assertThat(api.send("DELETE", HOLD).status()).isEqualTo(404);
        assertThat(put("{\"why\": 1}").status()).isEqualTo(422);
    }
}
