package io.orchestrator.web.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.request;

import io.orchestrator.web.FakeEngine;
import io.orchestrator.web.Fixture;
import io.orchestrator.web.ServerTest;
import jakarta.servlet.ServletException;
import java.util.ArrayList;
import java.util.List;
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
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Walks through every address that the server answers. */
@ServerTest
class AccessTest {

    /** What anybody may ask: nothing else, in these very words. */
    private static final Set<String> PUBLIC = Set.of(
            "POST /auth/token",
            "GET /api/v2/monitor/health",
            "GET /api/v2/auth/login",
            "GET /api/v2/auth/logout",
            "GET /login",
            "GET /error",
            "POST /error");

    private static final Set<String> ADMINS_ONLY =
            Set.of("GET /api/v2/eventLogs", "GET /api/v2/eventLogs/{number}", "GET /audit");

    @Autowired
    MockMvc browser;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping mappings;

    @Autowired
    ApiTokens tokens;

    @Autowired
    FakeEngine engine;

    @Autowired
    JdbcClient database;

    private record Route(HttpMethod method, String path) {

        boolean isForPrograms() {
            return path.startsWith("/api/") || path.startsWith("/auth/");
        }

        boolean isForWorkers() {
            return path.startsWith("/worker/");
        }

        boolean changes() {
            return method != HttpMethod.GET;
        }

        /** The path with something in the place of its variables. */
        String filled() {
            return path.replaceAll("\\{[^}]*}", "7");
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    @BeforeEach
    void users() {
        engine.reset();
        new Fixture(database)
                .clean()
                .user("vera", "{noop}vera", "viewer")
                .user("otto", "{noop}otto", "operator")
                .user("anna", "{noop}anna", "admin");
    }

    private List<Route> routes() {
        var routes = new ArrayList<Route>();
        for (RequestMappingInfo info : mappings.getHandlerMethods().keySet()) {
            var methods = info.getMethodsCondition().getMethods();
            var all = methods.isEmpty() ? Set.of(RequestMethod.GET, RequestMethod.POST) : methods;
            for (var path : info.getPatternValues()) {
                all.forEach(method -> routes.add(new Route(HttpMethod.valueOf(method.name()), path)));
            }
        }
        return routes;
    }

    private MockHttpServletResponse ask(Route route, @Nullable String username, @Nullable Role role) throws Exception {
        var asked = request(route.method(), route.filled())
                .contentType("application/json")
                .content("{}");
        if (route.isForPrograms() && username != null) {
            asked.header("Authorization", "Bearer " + tokens.issue(username));
        } else if (username != null && role != null) {
            asked.with(user(username).roles(role.name())).with(csrf());
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
    void without_a_login_nothing_is_answered_but_a_few_addresses() throws Exception {
        var open = new TreeSet<String>();
        for (var route : routes()) {
            if (!sentAway(ask(route, null, null))) {
                open.add(route.toString());
            }
        }
        assertThat(PUBLIC).containsAll(open);
        assertThat(engine.asked()).isEmpty();
    }

    @Test
    void a_viewer_changes_nothing() throws Exception {
        for (var route : routes()) {
            if (route.changes() && !PUBLIC.contains(route.toString())) {
                assertThat(sentAway(ask(route, "vera", Role.VIEWER)))
                        .as(route.toString())
                        .isTrue();
            }
        }
        assertThat(engine.asked()).isEmpty();
    }

    @Test
    void a_viewer_sees_and_an_operator_does_everything_but_what_is_for_admins() throws Exception {
        for (var route : routes()) {
            if (route.isForWorkers() || PUBLIC.contains(route.toString())) {
                continue;
            }
            var forAdmins = ADMINS_ONLY.contains(route.toString());
            if (!route.changes() && !isHeld(route)) {
                assertThat(sentAway(ask(route, "vera", Role.VIEWER)))
                        .as("viewer: " + route)
                        .isEqualTo(forAdmins);
                assertThat(sentAway(ask(route, "anna", Role.ADMIN)))
                        .as("admin: " + route)
                        .isFalse();
            } else if (!isHeld(route)) {
                assertThat(sentAway(ask(route, "otto", Role.OPERATOR)))
                        .as("operator: " + route)
                        .isFalse();
            }
        }
    }

    /** A stream of events does not end by itself. */
    private static boolean isHeld(Route route) {
        return route.path().startsWith("/live");
    }

    @Test
    void people_and_workers_never_get_through_with_each_others_tokens() throws Exception {
        for (var route : routes()) {
            if (route.isForWorkers()) {
                var asked = request(route.method(), route.filled().replace("/7", "/" + new UUID(0, 7)))
                        .contentType("application/json")
                        .content("{}");
                assertThat(browser.perform(asked.header("Authorization", "Bearer " + tokens.issue("anna")))
                                .andReturn()
                                .getResponse()
                                .getStatus())
                        .as(route.toString())
                        .isEqualTo(401);
            }
        }
    }

    @Test
    void a_page_is_changed_only_with_the_token_that_it_was_given() throws Exception {
        for (var route : routes()) {
            if (route.changes()
                    && !route.isForPrograms()
                    && !route.isForWorkers()
                    && !route.path().equals("/error")) {
                var answer = browser.perform(request(route.method(), route.filled())
                                .with(user("anna").roles("ADMIN")))
                        .andReturn()
                        .getResponse();

                assertThat(answer.getStatus()).as(route.toString()).isEqualTo(403);
            }
        }
        assertThat(engine.asked()).isEmpty();
    }

    @Test
    void the_api_takes_no_login_of_a_page() throws Exception {
        for (var route : routes()) {
            if (route.isForPrograms() && !PUBLIC.contains(route.toString())) {
                var answer = browser.perform(request(route.method(), route.filled())
                                .contentType("application/json")
                                .content("{}")
                                .session(PageLogin.session(browser)))
                        .andReturn()
                        .getResponse();

                assertThat(answer.getStatus()).as(route.toString()).isEqualTo(401);
            }
        }
    }
}
