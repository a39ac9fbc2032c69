package io.orchestrator.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.core.engine.Command;
import io.orchestrator.web.FakeEngine;
import io.orchestrator.web.ServerTest;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@ServerTest
class IdempotencyTest {

    @Autowired
    FakeEngine engine;

    @Autowired
    JdbcClient database;

    @Autowired
    ApiClient api;

    @Test
    void a_request_with_a_key_is_carried_out_once() throws Exception {
        engine.answer(Command.Pause.class, Command.Pause::paused);
        var pause = "/api/v2/dags/pipeline";
        for (int sent = 0; sent < 3; sent++) {
            assertThat(api.send(api.request(pause)
                                    .header("Idempotency-Key", "key-1")
                                    .header("Content-Type", "application/json")
                                    .method("PATCH", BodyPublishers.ofString("{\"is_paused\": true}")))
                            .json()
                            .get("dag_id")
                            .stringValue())
                    .isEqualTo("pipeline");
        }
        assertThat(engine.asked(Command.Pause.class)).hasSize(1);

        var other = api.send(api.request(pause)
                .header("Idempotency-Key", "key-1")
                .header("Content-Type", "application/json")
                .method("PATCH", BodyPublishers.ofString("{\"is_paused\": false}")));
        assertThat(other.status()).isEqualTo(422);
        assertThat(engine.asked(Command.Pause.class)).hasSize(1);
    }

    @Test
    void a_request_whose_server_stopped_in_the_middle_is_neither_repeated_nor_waited_for() throws Exception {
        engine.answer(Command.Pause.class, Command.Pause::paused);
        var pause = api.request("/api/v2/dags/pipeline")
                .header("Idempotency-Key", "key-of-a-dead-server")
                .header("Content-Type", "application/json")
                .method("PATCH", BodyPublishers.ofString("{\"is_paused\": true}"));
        api.send(pause);
        database.sql(
                        "UPDATE idempotency_key SET status = NULL, answer = NULL, created_at = created_at - interval '6 min'")
                .update();

        var answer = api.send(pause);

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.detail()).contains("whether it was done is not known", "a new key");
        assertThat(engine.asked(Command.Pause.class)).hasSize(1);
    }
}
