package io.orchestrator.web.feature;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.web.ServerTest;
import io.orchestrator.web.api.ApiClient;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@ServerTest
class FeatureApiTest {

    private static final String VIEW = "/api/orchestrator/v1/features/airports";
    private static final String NOON = "2026-01-01T12:00:00Z";

    @Autowired
    JdbcClient database;

    @LocalServerPort
    int port;

    ApiClient api;

    @BeforeEach
    void login() throws Exception {
        database.sql("TRUNCATE online_feature").update();
        api = ApiClient.admin(port);
    }

    private static Map<String, Object> row(String key, String at, double rate) {
        return Map.of("key", key, "event_ts", at, "features", Map.of("late_rate", rate, "carrier", "B6"));
    }

    @Test
    void what_was_written_is_found_in_the_order_of_the_keys() throws Exception {
        var written =
                api.post(VIEW + "/online", Map.of("rows", List.of(row("JFK", NOON, 0.25), row("LAX", NOON, 0.5))));
        var found = api.post(VIEW + "/get", Map.of("keys", List.of("LAX", "nowhere", "JFK")));

        assertThat(written.json().toString()).isEqualTo("{\"written\":2,\"older\":0}");
        assertThat(found.status()).isEqualTo(200);
        var rows = found.json().get("rows");
        assertThat(rows.get(0).get("key").stringValue()).isEqualTo("LAX");
        assertThat(rows.get(0).get("features").get("late_rate").doubleValue()).isEqualTo(0.5);
        assertThat(rows.get(0).get("event_ts").stringValue()).startsWith("2026-01-01T12:00:00");
        assertThat(rows.get(1).path("features").isObject()).isFalse();
        assertThat(rows.get(2).get("features").get("carrier").stringValue()).isEqualTo("B6");
    }

    @Test
    void what_is_late_is_left_out_and_what_has_expired_is_not_told() throws Exception {
        api.post(VIEW + "/online", Map.of("rows", List.of(row("JFK", NOON, 0.25))));
        var late = api.post(VIEW + "/online", Map.of("rows", List.of(row("JFK", "2026-01-01T11:59:59Z", 0.1))));
        api.post(VIEW + "/online", Map.of("ttl_seconds", 60, "rows", List.of(row("LAX", "2020-01-01T00:00:00Z", 0.5))));

        assertThat(late.json().toString()).isEqualTo("{\"written\":0,\"older\":1}");
        var rows = api.post(VIEW + "/get", Map.of("keys", List.of("JFK", "LAX")))
                .json()
                .get("rows");
        assertThat(rows.get(0).get("features").get("late_rate").doubleValue()).isEqualTo(0.25);
        assertThat(rows.get(1).path("features").isObject()).isFalse();
    }

    @Test
    void what_does_not_fit_is_refused_with_its_place_and_nothing_is_written() throws Exception {
        var withoutTime = api.post(
                VIEW + "/online",
                Map.of("rows", List.of(row("JFK", NOON, 1), Map.of("key", "LAX", "features", Map.of()))));
        var number = api.post(VIEW + "/get", Map.of("keys", List.of(7)));
        var none = api.post(VIEW + "/get", Map.of("keys", List.of()));

        assertThat(withoutTime.status()).isEqualTo(422);
        assertThat(withoutTime.detail()).contains("rows[1].event_ts");
        assertThat(number.detail()).contains("It is 7: expected a text of 1 to 500 characters");
        assertThat(none.detail()).contains("There are 0: expected 1 to 1000");
        assertThat(database.sql("SELECT count(*) FROM online_feature")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void a_view_is_forgotten_once() throws Exception {
        api.post(VIEW + "/online", Map.of("rows", List.of(row("JFK", NOON, 1))));

        assertThat(api.send("DELETE", VIEW + "/online").status()).isEqualTo(204);
        assertThat(api.send("DELETE", VIEW + "/online").status()).isEqualTo(404);
    }
}
