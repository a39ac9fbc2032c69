package io.orchestrator.web.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import io.orchestrator.protocol.Json;
import io.orchestrator.web.FakeEngine;
import io.orchestrator.web.FakeLogStore;
import io.orchestrator.web.Fixture;
import io.orchestrator.web.ServerTest;
import io.orchestrator.web.ServerTestConfiguration;
import io.orchestrator.web.api.ApiClient;
import io.orchestrator.web.security.PermissionMatrix.Route;
import jakarta.servlet.ServletException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.web.util.HtmlUtils;

/** Secrets that were put in come out of no address, however they are spelled, and lie in no row. */
@ServerTest
class SecretCanaryTest {

    /** What the server knows and nobody may learn: each has characters that every way of writing changes. */
    private static final Map<String, String> SECRETS = Map.of(
            "password", "canary-p<&\"w\u00e4 one",
            "extra", "canary-x<&\"w\u00e4 two",
            "variable", "canary-v<&\"w\u00e4 three",
            "admin password", ServerTestConfiguration.ADMIN_PASSWORD,
            "worker token", ServerTestConfiguration.WORKER_TOKEN);

    @Autowired
    MockMvc browser;

    @Autowired
    PermissionMatrix matrix;

    @Autowired
    FakeEngine engine;

    @Autowired
    FakeLogStore logs;

    @Autowired
    JdbcClient database;

    @LocalServerPort
    int port;

    ApiClient api;

    @BeforeEach
    void fill() throws Exception {
        logs.reset();
        Fixture.opening(engine, database);
        database.sql("TRUNCATE connection, variable").update();
        api = ApiClient.admin(port);
        var extra = Map.of("api_key", secret("extra"), "deep", Map.of("token", List.of(secret("extra"))));
        var connection = Map.of(
                "connection_id",
                "canary",
                "conn_type",
                "http",
                "host",
                "example.org",
                "login",
                "ada",
                "password",
                secret("password"),
                "extra",
                Json.MAPPER.writeValueAsString(extra));
        assertThat(api.post("/api/v2/connections", connection).status()).isEqualTo(201);
        var variable = Map.of("key", "canary_secret", "value", secret("variable"));
        assertThat(api.post("/api/v2/variables", variable).status()).isEqualTo(201);
    }

    private static String secret(String name) {
        return Objects.requireNonNull(SECRETS.get(name));
    }

    private static List<String> spellings(String secret) {
        var json = Json.MAPPER.writeValueAsString(secret);
        return List.of(
                secret,
                json.substring(1, json.length() - 1),
                HtmlUtils.htmlEscape(secret),
                HtmlUtils.htmlEscape(secret, "UTF-8"),
                URLEncoder.encode(secret, StandardCharsets.UTF_8),
                URLEncoder.encode(secret, StandardCharsets.UTF_8).replace("+", "%20"),
                Base64.getEncoder().withoutPadding().encodeToString(secret.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<String> found(String where, String text) {
        var found = new ArrayList<String>();
        SECRETS.forEach((name, secret) -> {
            if (spellings(secret).stream().anyMatch(text::contains)) {
                found.add("%s tells the %s".formatted(where, name));
            }
        });
        return found;
    }

    private static String filled(Route route) {
        return route.path()
                .replaceAll("\\{(dagId|dag_id)}", "pipeline")
                .replaceAll("\\{(runId|dag_run_id)}", "run-1")
                .replaceAll("\\{(taskId|task_id)}", "ingest")
                .replaceAll("\\{(connectionId|connection_id)}", "canary")
                .replaceAll("\\{(variableKey|variable_key|key)}", "canary_secret")
                .replaceAll("\\{(mapIndex|map_index)}", "-1")
                .replaceAll("\\{id}", "canary")
                .replaceAll("\\{[^}]*}", "7");
    }

    private static boolean isHeld(Route route) {
        return route.path().startsWith("/events")
                || route.path().endsWith("/events")
                || route.path().endsWith("/wait");
    }

    @Test
    void no_address_tells_a_secret_to_the_mightiest_who_asks() throws Exception {
        var found = new ArrayList<String>();
        var answered = new LinkedHashMap<String, Integer>();
        for (var route : matrix.routes()) {
            if (!route.method().equals("GET") || isHeld(route) || route.path().startsWith("/api/v2/auth/")) {
                continue;
            }
            var path = filled(route);
            var program = path.startsWith("/api/");
            var answer = program ? api.get(path) : page(path);
            answered.merge(program ? "api" : "pages", answer.status() == 200 ? 1 : 0, Integer::sum);
            found.addAll(found("GET " + path, answer.body()));
        }

        assertThat(found).isEmpty();
        assertThat(answered.get("api")).isGreaterThan(30);
        assertThat(answered.get("pages")).isGreaterThan(15);
    }

    private ApiClient.Answer page(String path) throws Exception {
        try {
            var answer = browser.perform(get(path).with(user("admin").roles("ADMIN")))
                    .andReturn()
                    .getResponse();
            return new ApiClient.Answer(answer.getStatus(), answer.getContentAsString(), "");
        } catch (ServletException e) {
            // A page that fails shows no more than that.
            return new ApiClient.Answer(500, "", "");
        }
    }

    @Test
    void no_row_holds_a_secret_as_it_is() {
        var tables = database.sql(
                        "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'")
                .query(String.class)
                .list();
        var found = new ArrayList<String>();
        for (var table : tables) {
            database.sql("SELECT t::text FROM \"%s\" t".formatted(table))
                    .query(String.class)
                    .list()
                    .forEach(row -> found.addAll(found("the table " + table, row)));
        }

        assertThat(tables).contains("connection", "variable", "audit_event");
        assertThat(found).isEmpty();
    }
}
