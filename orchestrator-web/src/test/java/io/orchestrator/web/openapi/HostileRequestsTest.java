package io.orchestrator.web.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.core.decide.Explanation;
import io.orchestrator.core.engine.Command;
import io.orchestrator.protocol.Json;
import io.orchestrator.web.FakeEngine;
import io.orchestrator.web.ServerTest;
import io.orchestrator.web.api.ApiClient;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Sends what nobody should to every address for programs: into each part of the path, each parameter, each field of a body. Which
 * there are, the server's own description says. A sample, the same each time, unless {@code -Dexhaustive=true}.
 */
@ServerTest
class HostileRequestsTest {

    private static final boolean ALL = Boolean.getBoolean("exhaustive");
    private static final int SAMPLE = 2;
    private static final String DEEP = "[".repeat(3000) + "]".repeat(3000);

    private static final List<String> TEXTS = List.of(
            "${7*7}",
            "*{7*7}",
            "__${7*7}__::.x",
            "#{T(java.lang.Runtime).getRuntime()}",
            "${jndi:ldap://localhost/x}",
            "' OR '1'='1",
            "1; DROP TABLE dag--",
            "\" OR \"\"=\"",
            "$$; SELECT pg_sleep(9)",
            "../../../../etc/passwd",
            "..\\..\\windows",
            "/etc/passwd",
            "<script>window.hostile=1</script>",
            "\u0000",
            "a\u0000b",
            "\r\nX-Injected: 1",
            "\u202Eabc",
            "\uFFFF",
            "-1",
            "2147483648",
            "99999999999999999999999",
            "1e309",
            "NaN",
            "null",
            "true",
            "~",
            "%",
            "_",
            ".",
            "2026-13-45T99:99:99Z",
            "+1000000000-01-01T00:00:00Z",
            "-1000000-01-01T00:00:00Z",
            "x".repeat(3000),
            "[\"java.util.ArrayList\",[]]",
            "{\"@class\":\"java.lang.Thread\"}");

    /** Values of fields, as JSON. */
    private static final List<String> VALUES =
            List.of("1e400", "-0.0", "[]", "{}", "null", "[[[1]]]", "{\"a\": {\"b\": null}}", "99999999999", DEEP);

    private static final List<String> BODIES =
            List.of("", "{", "[]", "7", "\"x\"", "null", DEEP, "{\"a\":1,\"a\":2}", "\u0000", "{\"x\": \"\\ud800\"}");

    @Autowired
    FakeEngine engine;

    @Autowired
    ApiClient api;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Random random = new Random(20260301);
    private final List<String> faults = new ArrayList<>();

    @BeforeEach
    void fill() {
        engine.answer(Command.Explain.class, asked -> new Explanation(List.of()));
        engine.answer(Command.Clear.class, asked -> List.of());
        engine.answer(Command.PutPool.class, Command.PutPool::pool);
        engine.answer(Command.DeletePool.class, asked -> true);
    }

    @Test
    void nothing_that_is_sent_makes_the_server_fail_or_tell_of_itself() throws Exception {
        var document = api.get("/api/v2/openapi.json").json();
        for (var path : document.get("paths").properties()) {
            for (var operation : path.getValue().properties()) {
                if (!isLeftOut(path.getKey())) {
                    attack(document, operation.getKey().toUpperCase(Locale.ROOT), path.getKey(), operation.getValue());
                }
            }
        }
        assertThat(faults).isEmpty();
    }

    /** Streams do not end, and logging out would end what follows. */
    private static boolean isLeftOut(String path) {
        return path.endsWith("/events") || path.endsWith("/wait") || path.startsWith("/api/v2/auth/");
    }

    private void attack(JsonNode document, String method, String path, JsonNode operation) throws Exception {
        var usual = path.replace("{dag_id}", "pipeline")
                .replace("{dag_run_id}", "run-1")
                .replace("{task_id}", "ingest")
                .replaceAll("\\{[^}]*}", "7");
        for (var parameter : operation.get("parameters")) {
            var name = parameter.get("name").stringValue();
            for (var text : some(TEXTS)) {
                var asked = parameter.get("in").stringValue().equals("path")
                        ? path.replace("{" + name + "}", encoded(text))
                                .replaceAll("\\{dag_id}", "pipeline")
                                .replaceAll("\\{[^}]*}", "7")
                        : usual + "?" + name + "=" + encoded(text);
                ask(method, asked, operation.has("requestBody") ? "{}" : null);
            }
        }
        if (operation.at("/requestBody/content").has("application/json")) {
            for (var body : bodies(document, operation.at("/requestBody/content/application~1json/schema"))) {
                ask(method, usual, body);
            }
        }
    }

    private Stream<String> fields(String name) {
        return Stream.concat(some(TEXTS).stream().map(HostileRequestsTest::quoted), some(VALUES).stream())
                .map(value -> "{\"%s\": %s}".formatted(name, value));
    }

    private List<String> bodies(JsonNode document, JsonNode schema) {
        var resolved = schema.has("$ref")
                ? document.at(schema.get("$ref").stringValue().substring(1))
                : schema;
        var bodies = new ArrayList<>(some(BODIES));
        for (var name : resolved.path("properties").propertyNames()) {
            fields(name).forEach(bodies::add);
        }
        return bodies;
    }

    private List<String> some(List<String> all) {
        return ALL
                ? all
                : random.ints(0, all.size())
                        .distinct()
                        .limit(Math.min(SAMPLE, all.size()))
                        .mapToObj(all::get)
                        .toList();
    }

    private void ask(String method, String path, @Nullable String body) throws Exception {
        var request = api.request(path)
                .header("Content-Type", "application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        var answer = http.send(request, BodyHandlers.ofString());
        var asked = "%s %s %s".formatted(method, path, shortened(body));
        var unanswered = answer.statusCode() == 501 || answer.body().contains("The test told no answer");
        if (answer.statusCode() >= 500 && !unanswered) {
            faults.add("%s: %d %s".formatted(asked, answer.statusCode(), answer.body()));
        }
        if (!unanswered && answer.body().contains("Exception")
                || answer.body().contains("\tat ")
                || answer.body().contains("SQLSTATE")) {
            faults.add("%s tells of itself: %s".formatted(asked, answer.body()));
        }
        if (answer.headers().firstValue("X-Content-Type-Options").isEmpty() && answer.statusCode() != 400
                || answer.headers().firstValue("X-Injected").isPresent()) {
            faults.add("%s: headers %s".formatted(asked, answer.headers().map()));
        }
    }

    private static String shortened(@Nullable String body) {
        return body == null ? "" : body.substring(0, Math.min(100, body.length()));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String quoted(String text) {
        return Json.MAPPER.writeValueAsString(JsonNodeFactory.instance.stringNode(text));
    }
}
