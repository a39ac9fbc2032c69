package io.orchestrator.web.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.request;

import io.orchestrator.web.FakeEngine;
import io.orchestrator.web.Fixture;
import io.orchestrator.web.ServerTest;
import io.orchestrator.web.security.PermissionMatrix.Route;
import jakarta.servlet.ServletException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Walks through every address that the server answers, as everybody. What it expects is the matrix that the addresses give. */
@ServerTest
class AccessTest {

    /** What anybody may ask: nothing else, in these very words. */
    private static final Set<String> PUBLIC = Set.of(
            "POST /auth/token",
            "GET /api/v2/monitor/health",
            "GET /api/v2/version",
            "GET /api/v2/auth/login",
            "GET /api/v2/auth/logout",
            "GET /login",
            "GET /login/oidc",
            "GET /error",
            "POST /error");

    private static final String OWN = "pipeline";
    private static final String FOREIGN = "other";

    /** Who asks, and what they are everywhere; the last two have it on one DAG alone. */
    private static final Map<String, Role> PEOPLE = Map.of(
            "nora", Role.NONE,
            "vera", Role.VIEWER,
            "otto", Role.OPERATOR,
            "edna", Role.EDITOR,
            "anna", Role.ADMIN,
            "sven", Role.NONE,
            "sofia", Role.NONE);

    private static final Map<String, Role> ON_OWN = Map.of("sven", Role.VIEWER, "sofia", Role.OPERATOR);

    @Autowired
    MockMvc browser;

    @Autowired
    PermissionMatrix matrix;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping mappings;

    @Autowired
    ApiTokens tokens;

    @Autowired
    FakeEngine engine;

    @Autowired
    JdbcClient database;

    private final Map<String, String> logins = new HashMap<>();

    @BeforeEach
    void users() {
        var fixture = new Fixture(database);
        database.sql(
                        "UPDATE dag SET description = 'canary of the other DAG', tags = '{secret-label}' WHERE dag_id = 'other'")
                .update();
        PEOPLE.forEach((name, role) -> {
            fixture.user(name, "{noop}" + name, role.key());
            logins.put(name, tokens.issue(name));
        });
        database.sql("INSERT INTO user_grant VALUES ('sven', 'dag', 'pipeline', 'viewer') ON CONFLICT DO NOTHING")
                .update();
        database.sql("INSERT INTO user_grant VALUES ('sofia', 'label', 'daily', 'operator') ON CONFLICT DO NOTHING")
                .update();
    }

    private static boolean isForPrograms(Route route) {
        return route.path().startsWith("/api/") || route.path().startsWith("/auth/");
    }

    private MockHttpServletResponse ask(Route route, String dagId, @Nullable String name) throws Exception {
        var asked = request(HttpMethod.valueOf(route.method()), Addresses.filled(route.path(), dagId))
                .contentType("application/json")
                .content("{}");
        if (isForPrograms(route) && name != null) {
            asked.header("Authorization", "Bearer " + logins.get(name));
        } else if (name != null) {
            asked.with(user(name)).with(csrf());
        } else {
            asked.with(csrf());
        }
        try {
            return browser.perform(asked).andReturn().getResponse();
        } catch (ServletException e) {
            // Whoever makes a page fail was let through to it; whether pages fail is for their own tests.
            return new MockHttpServletResponse();
        }
    }

    private static boolean sentAway(MockHttpServletResponse answer) {
        var location = answer.getRedirectedUrl();
        return answer.getStatus() == 401
                || answer.getStatus() == 403
                || (answer.getStatus() == 302 && location != null && location.endsWith("/login"));
    }

    @Test
    void every_address_says_who_may_ask_for_it() {
        assertThat(matrix.routes().stream().filter(route -> route.right() == null))
                .as("addresses without a rule: put @Needs(Right...) on the method, or for reading on the class")
                .isEmpty();
    }

    @Test
    void without_a_login_nothing_is_answered_but_a_few_addresses() throws Exception {
        var open = new TreeSet<String>();
        for (var route : matrix.routes()) {
            if (!sentAway(ask(route, OWN, null))) {
                open.add(route.method() + " " + route.path());
            }
        }
        assertThat(PUBLIC).containsAll(open);
        assertThat(engine.asked()).isEmpty();
    }

    @Test
    void nobody_gets_more_than_their_role_and_nobody_less() throws Exception {
        var faults = new ArrayList<String>();
        for (var route : matrix.routes()) {
            var right = Objects.requireNonNull(route.right());
            if (right == Right.ANYBODY || Addresses.isHeld(route.path())) {
                continue;
            }
            for (var name : PEOPLE.keySet()) {
                var everywhere = Objects.requireNonNull(PEOPLE.get(name));
                var onOwn = ON_OWN.getOrDefault(name, everywhere);
                var role = route.isOfDag() || right.isOfDags() ? onOwn : everywhere;
                var answer = ask(route, OWN, name);
                var allowed = role.includes(right.role());
                // What config answers to everybody.
                var always = answer.getStatus() == 403
                        && (route.path().startsWith("/api/v2/config")
                                || route.path().equals("/api/v2/connections/test"));
                var hidden = route.isOfDag() && role == Role.NONE && answer.getStatus() == 404;
                if (allowed == sentAway(answer) && !always && !hidden) {
                    faults.add("%s asks %s %s: %d".formatted(name, route.method(), route.path(), answer.getStatus()));
                }
            }
        }
        assertThat(faults).isEmpty();
    }

    @Test
    void whoever_has_a_role_on_one_dag_finds_no_other_one() throws Exception {
        var faults = new ArrayList<String>();
        for (var route : matrix.routes()) {
            if (Addresses.isHeld(route.path()) || route.right() == Right.ANYBODY) {
                continue;
            }
            for (var name : ON_OWN.keySet()) {
                engine.reset();
                var answer = ask(route, FOREIGN, name);
                var text = answer.getContentAsString();
                if (route.isOfDag() && answer.getStatus() != 404) {
                    faults.add("%s asks %s %s: %d".formatted(name, route.method(), route.path(), answer.getStatus()));
                }
                if (text.contains("canary") || text.contains("secret-label") || text.contains("org.example.other")) {
                    faults.add("%s %s tells %s of the other DAG".formatted(route.method(), route.path(), name));
                }
                if (route.isOfDag() && !engine.asked().isEmpty()) {
                    faults.add("%s %s acts on the other DAG".formatted(route.method(), route.path()));
                }
            }
        }
        assertThat(faults).isEmpty();
    }

    @Test
    void lists_over_all_dags_have_only_those_that_one_may_see() throws Exception {
        for (var path : List.of(
                "/api/v2/dags",
                "/api/v2/dagStats",
                "/api/v2/dags/~/dagRuns",
                "/api/v2/dags/~/dagRuns/~/taskInstances",
                "/api/v2/dags/~/dagRuns/~/taskInstances/~/xcomEntries")) {
            var seen = ask(new Route("GET", path, Right.SEE, ""), OWN, "sven").getContentAsString();
            assertThat(seen).as(path).doesNotContain("\"other\"");
            assertThat(ask(new Route("GET", path, Right.SEE, ""), OWN, "vera").getStatus())
                    .as(path)
                    .isEqualTo(200);
        }
        var body =
                "{\"actions\": [{\"action\": \"update\", \"entities\": [{\"dag_id\": \"other\", \"dag_run_id\": \"run-1\","
                        + " \"task_id\": \"ingest\", \"new_state\": \"success\"}]}]}";
        var answer = browser.perform(request(HttpMethod.PATCH, "/api/v2/dags/~/dagRuns/~/taskInstances")
                        .contentType("application/json")
                        .header("Authorization", "Bearer " + logins.get("sofia"))
                        .content(body))
                .andReturn()
                .getResponse();
        assertThat(answer.getContentAsString()).contains("was not found");
        assertThat(engine.asked()).isEmpty();
    }

    @Test
    void people_and_workers_never_get_through_with_each_others_tokens() throws Exception {
        var paths = mappings.getHandlerMethods().keySet().stream()
                .flatMap(info -> info.getPatternValues().stream()
                        .filter(path -> path.startsWith("/worker/"))
                        .flatMap(path -> info.getMethodsCondition().getMethods().stream()
                                .map(method -> new Route(method.name(), path, null, ""))))
                .toList();
        assertThat(paths).isNotEmpty();
        for (var route : paths) {
            var path = Addresses.filled(route.path(), OWN).replace("/7", "/" + new UUID(0, 7));
            var answer = browser.perform(request(HttpMethod.valueOf(route.method()), path)
                            .contentType("application/json")
                            .content("{}")
                            .header("Authorization", "Bearer " + logins.get("anna")))
                    .andReturn()
                    .getResponse();
            assertThat(answer.getStatus()).as(route.toString()).isEqualTo(401);
        }
    }

    @Test
    void a_page_is_changed_only_with_the_token_that_it_was_given() throws Exception {
        for (var route : matrix.routes()) {
            if (route.changes() && !isForPrograms(route) && !route.path().equals("/error")) {
                var answer = browser.perform(
                                request(HttpMethod.valueOf(route.method()), Addresses.filled(route.path(), OWN))
                                        .with(user("anna")))
                        .andReturn()
                        .getResponse();

                assertThat(answer.getStatus()).as(route.toString()).isEqualTo(403);
            }
        }
        assertThat(engine.asked()).isEmpty();
    }

    @Test
    void the_api_takes_no_login_of_a_page() throws Exception {
        var session = PageLogin.session(browser);
        for (var route : matrix.routes()) {
            if (isForPrograms(route) && route.right() != Right.ANYBODY) {
                var answer = browser.perform(
                                request(HttpMethod.valueOf(route.method()), Addresses.filled(route.path(), OWN))
                                        .contentType("application/json")
                                        .content("{}")
                                        .session(session))
                        .andReturn()
                        .getResponse();

                assertThat(answer.getStatus()).as(route.toString()).isEqualTo(401);
            }
        }
    }

    @Test
    void a_refusal_is_in_the_audit_log() throws Exception {
        var route = new Route("PATCH", "/api/v2/dags/{dagId}", Right.OPERATE, "");

        assertThat(ask(route, OWN, "vera").getStatus()).isEqualTo(403);

        assertThat(database.sql(
                                "SELECT action, dag_id, detail ->> 'needs' AS needs FROM audit_event WHERE actor = 'vera'")
                        .query()
                        .singleRow())
                .containsEntry("action", "access.refuse")
                .containsEntry("dag_id", OWN)
                .containsEntry("needs", "operator");
    }
}
