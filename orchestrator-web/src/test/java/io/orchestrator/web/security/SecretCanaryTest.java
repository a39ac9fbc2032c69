package io.orchestrator.web.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import io.orchestrator.protocol.Json;
import io.orchestrator.web.Canaries;
import io.orchestrator.web.FakeEngine;
import io.orchestrator.web.FakeLogStore;
import io.orchestrator.web.Fixture;
import io.orchestrator.web.ServerTest;
import io.orchestrator.web.ServerTestConfiguration;
import io.orchestrator.web.api.ApiClient;
import io.orchestrator.web.security.PermissionMatrix.Route;
import jakarta.servlet.ServletException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;

/** Secrets that were put in come out of no address, however they are spelled, and lie in no row. */
@ServerTest
class SecretCanaryTest {

    /** Each connection has three. */
    private static final int CONNECTIONS = Canaries.NUMBER / 4;

    private static final List<String> SECRETS = Canaries.all();

    /** What the server knows and nobody may learn. */
    private static final Canaries CANARIES = canaries();

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
        for (int i = 0; i < CONNECTIONS; i++) {
            var extra = Map.of(
                    "api_key", secret(i, 1), "deep", Map.of("token", List.of(secret(i, 2), Map.of("n", secret(i, 2)))));
            var connection = Map.of(
                    "connection_id",
                    "canary_" + i,
                    "conn_type",
                    "http",
                    "host",
                    "example.org",
                    "login",
                    "ada",
                    "password",
                    secret(i, 0),
                    "extra",
                    Json.MAPPER.writeValueAsString(extra));
            assertThat(api.post("/api/v2/connections", connection).status()).isEqualTo(201);
            var variable = Map.of("key", "canary_secret_" + i, "value", secret(i, 3));
            assertThat(api.post("/api/v2/variables", variable).status()).isEqualTo(201);
        }
    }

    private static String secret(int connection, int place) {
        return SECRETS.get(connection + place * CONNECTIONS);
    }

    private static Canaries canaries() {
        Map<String, String> named = new LinkedHashMap<>();
        SECRETS.forEach(secret -> named.put("secret " + named.size(), secret));
        named.put("admin password", ServerTestConfiguration.ADMIN_PASSWORD);
        named.put("worker token", ServerTestConfiguration.WORKER_TOKEN);
        return new Canaries(named);
    }

    /** Of each connection and variable, where the address is about one. */
    private static Set<String> filled(Route route) {
        return IntStream.range(0, CONNECTIONS)
                .mapToObj(number -> filled(route, number))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String filled(Route route, int number) {
        return route.path()
                .replaceAll("\\{(dagId|dag_id)}", "pipeline")
                .replaceAll("\\{(runId|dag_run_id)}", "run-1")
                .replaceAll("\\{(taskId|task_id)}", "ingest")
                .replaceAll("\\{(connectionId|connection_id)}", "canary_" + number)
                .replaceAll("\\{(variableKey|variable_key|key)}", "canary_secret_" + number)
                .replaceAll("\\{(mapIndex|map_index)}", "-1")
                .replaceAll("\\{id}", "canary_" + number)
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
            for (var path : filled(route)) {
                var program = path.startsWith("/api/");
                var answer = program ? api.get(path) : page(path);
                answered.merge(program ? "api" : "pages", answer.status() == 200 ? 1 : 0, Integer::sum);
                found.addAll(CANARIES.in("GET " + path, answer.body()));
            }
        }

        assertThat(found).isEmpty();
        assertThat(answered.get("api")).isGreaterThan(30 + 2 * CONNECTIONS);
        assertThat(answered.get("pages")).isGreaterThan(15 + 2 * CONNECTIONS);
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
                    .forEach(row -> found.addAll(CANARIES.in("the table " + table, row)));
        }

        assertThat(tables).contains("connection", "variable", "audit_event");
        assertThat(found).isEmpty();
    }
}
