package io.orchestrator.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.web.FakeEngine;
import io.orchestrator.web.ServerTest;
import io.orchestrator.web.api.ApiClient;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * No spelling of an address leads around its rule, and every answer tells a browser what it may do with it. Over real HTTP: much of
 * it never reaches the application.
 */
@ServerTest
class PathTricksTest {

    /** What a rule that looks at the shape of a path could take for something public. */
    private static final List<String> BEHIND = List.of(
            "/configs",
            "/health",
            "/ready",
            ".json",
            ".css",
            ";a=b",
            ";/static/x",
            "%2f",
            "/",
            "//",
            "/.",
            "/..;/login",
            "%3b/login",
            "%00");

    private static final List<String> BEFORE = List.of(
            "/",
            "/login/..",
            "/login;",
            "/static/..",
            "/static/%2e%2e",
            "/static/..;",
            "/actuator/health/..",
            "/api/v2/version/..",
            "/error/..");

    private static final List<Map.Entry<String, String>> HEADERS = List.of(
            Map.entry("X-HTTP-Method-Override", "DELETE"),
            Map.entry("X-Original-URL", "/api/v2/dags"),
            Map.entry("X-Rewrite-URL", "/api/v2/dags"),
            Map.entry("X-Forwarded-Prefix", "/api/v2/dags"),
            Map.entry("X-Forwarded-User", "admin"),
            Map.entry("Authorization", "Basic YWRtaW46YWRtaW4="));

    private static final List<String> ODD = List.of(
            "/static/css/base.css",
            "/static/nothing.css",
            "/nothing",
            "/api/v2/nothing",
            "/api/v2/dags?nothing=1",
            "/dags/pipeline/runs/run-1?page=x",
            "/api/v2/dags/a%00b",
            "/worker/v1/sessions/x/link",
            "/actuator/env",
            "/login",
            "/error");

    @Autowired
    PermissionMatrix matrix;

    @Autowired
    FakeEngine engine;

    @Autowired
    ApiClient api;

    private final HttpClient http = HttpClient.newHttpClient();

    private HttpResponse<String> ask(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder at(String path) {
        return api.anonymous().request(path);
    }

    /** Addresses that somebody has to be logged in for. */
    private Stream<String> guarded() {
        return matrix.routes().stream()
                .filter(route -> !route.changes() && route.right() != Right.ANYBODY)
                .map(PermissionMatrix.Route::path)
                .filter(path -> !Addresses.isHeld(path))
                .map(path -> Addresses.filled(path, "pipeline"))
                .distinct();
    }

    @Test
    void no_spelling_of_an_address_leads_around_its_rule() throws Exception {
        List<String> let = new ArrayList<>();
        for (String path : guarded().toList()) {
            List<String> spellings = new ArrayList<>(List.of(path.toUpperCase(Locale.ROOT)));
            BEHIND.forEach(end -> spellings.add(path + end));
            BEFORE.forEach(begin -> spellings.add(begin + path));
            for (String spelling : spellings) {
                int status = ask(at(spelling).GET()).statusCode();
                if (status < 300 || status >= 500) {
                    let.add(status + " " + spelling);
                }
            }
        }
        assertThat(let).isEmpty();
        assertThat(engine.asked()).isEmpty();
    }

    @Test
    void no_header_leads_around_a_rule() throws Exception {
        for (var header : HEADERS) {
            for (String path : List.of("/dags", "/api/v2/dags", "/api/v2/version", "/login")) {
                for (String method : List.of("GET", "POST")) {
                    var answer = ask(at(path).header(header.getKey(), header.getValue())
                            .header("Content-Type", "application/json")
                            .method(method, BodyPublishers.ofString("{}")));
                    assertThat(answer.body())
                            .as("%s %s with %s", method, path, header)
                            .doesNotContain("pipeline");
                    assertThat(answer.statusCode()).isLessThan(500);
                }
            }
        }
        assertThat(engine.asked()).isEmpty();
    }

    @Test
    void every_answer_has_the_headers_that_protect_a_browser_whoever_asks() throws Exception {
        List<String> bare = new ArrayList<>();
        for (String path : Stream.concat(guarded(), ODD.stream()).toList()) {
            for (HttpRequest.Builder request : List.of(at(path), api.request(path))) {
                bare.addAll(missing(path, ask(request.GET())));
            }
        }
        assertThat(bare).isEmpty();
    }

    private static List<String> missing(String path, HttpResponse<String> answer) {
        List<String> missing = new ArrayList<>();
        // What Tomcat itself refuses is no page: nothing in it is anybody's.
        if (answer.statusCode() == 400
                && answer.headers().firstValue("Content-Security-Policy").isEmpty()) {
            assertThat(answer.body()).as(path).doesNotContain("<script").doesNotContain("pipeline");
            return missing;
        }
        Map<String, String> wanted = Map.of(
                "X-Content-Type-Options", "nosniff",
                "X-Frame-Options", "DENY",
                "Referrer-Policy", "same-origin",
                "Content-Security-Policy", "default-src 'none'");
        wanted.forEach((name, value) -> {
            if (!answer.headers().firstValue(name).orElse("").contains(value)) {
                missing.add("%d %s: %s".formatted(answer.statusCode(), path, name));
            }
        });
        boolean isStatic = path.startsWith("/static/") && answer.statusCode() == 200;
        if (!isStatic
                && !answer.headers().firstValue("Cache-Control").orElse("").contains("no-store")) {
            missing.add("%d %s: Cache-Control".formatted(answer.statusCode(), path));
        }
        return missing;
    }
}
