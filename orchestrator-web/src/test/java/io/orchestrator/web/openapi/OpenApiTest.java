package io.orchestrator.web.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.web.ServerTest;
import io.orchestrator.web.api.ApiClient;
import io.orchestrator.web.security.PermissionMatrix;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** The description that the server gives of itself says what is so. */
@ServerTest
class OpenApiTest {

    private static final String OURS = "/api/orchestrator/v1/";
    private static final Pattern SUPPORTED = Pattern.compile("Supported are: ([a-z0-9_, ]+)");

    @Autowired
    PermissionMatrix matrix;

    @Autowired
    ApiClient api;

    private JsonNode document() throws Exception {
        var answer = api.get(OURS + "openapi.json");
        assertThat(answer.status()).isEqualTo(200);
        return answer.json();
    }

    @Test
    void it_has_every_address_for_programs_and_no_other() throws Exception {
        var described = new TreeSet<String>();
        var ids = new ArrayList<String>();
        for (var path : document().get("paths").properties()) {
            for (var operation : path.getValue().properties()) {
                described.add(AirflowFacts.shape(operation.getKey().toUpperCase(Locale.ROOT), path.getKey()));
                ids.add(operation.getValue().get("operationId").stringValue());
            }
        }

        assertThat(described)
                .containsExactlyElementsOf(matrix.routes().stream()
                        .filter(route ->
                                route.path().startsWith("/api/") || route.path().startsWith("/auth/"))
                        .map(route -> AirflowFacts.shape(route.method(), route.path()))
                        .sorted()
                        .distinct()
                        .toList());
        assertThat(ids).doesNotHaveDuplicates();
        assertThat(api.anonymous().get(OURS + "openapi.json").status()).isEqualTo(401);
    }

    @Test
    void whatever_it_refers_to_is_there() throws Exception {
        var document = document();
        for (var reference : document.findValues("$ref")) {
            assertThat(document.at(reference.stringValue().substring(1)).isObject())
                    .as(reference.stringValue())
                    .isTrue();
        }
        for (var path : document.get("paths").properties()) {
            for (var operation : path.getValue()) {
                var named = new TreeSet<String>();
                operation.get("parameters").forEach(parameter -> {
                    if (parameter.get("in").stringValue().equals("path")) {
                        named.add(parameter.get("name").stringValue());
                    }
                });
                assertThat(named)
                        .as(path.getKey())
                        .containsExactlyElementsOf(Pattern.compile("\\{([^}]*)}")
                                .matcher(path.getKey())
                                .results()
                                .map(found -> found.group(1))
                                .sorted()
                                .toList());
            }
        }
    }

    /** What is not known is refused by naming what is: so the addresses themselves tell what they take. */
    @Test
    void it_names_what_our_own_addresses_take() throws Exception {
        var faults = new ArrayList<String>();
        for (var path : document().get("paths").properties()) {
            if (!path.getKey().startsWith(OURS)) {
                continue;
            }
            for (var operation : path.getValue().properties()) {
                var described = names(operation.getValue(), operation.getKey().equals("get"));
                var taken = taken(operation.getKey(), path.getKey());
                if (!taken.isEmpty() && !taken.equals(described)) {
                    faults.add("%s %s takes %s, but its @Accepts says %s"
                            .formatted(operation.getKey(), path.getKey(), taken, described));
                }
            }
        }
        assertThat(faults).isEmpty();
    }

    private static Set<String> names(JsonNode operation, boolean ofQuery) {
        var names = new TreeSet<String>();
        if (ofQuery) {
            operation.get("parameters").forEach(parameter -> {
                if (parameter.get("in").stringValue().equals("query")) {
                    names.add(parameter.get("name").stringValue());
                }
            });
        } else {
            names.addAll(operation
                    .at("/requestBody/content/application~1json/schema/properties")
                    .propertyNames());
        }
        return names;
    }

    private Set<String> taken(String method, String path) throws Exception {
        if (path.endsWith("/events")) {
            return Set.of();
        }
        var filled = path.replace("{dag_id}", "pipeline")
                .replace("{dag_run_id}", "run-1")
                .replace("{task_id}", "ingest")
                .replaceAll("\\{[^}]*}", "7");
        var answer = api.send(api.request(filled + (method.equals("get") ? "?no_such=1" : ""))
                .header("Content-Type", "application/json")
                .method(
                        method.toUpperCase(Locale.ROOT),
                        Set.of("post", "put", "patch").contains(method)
                                ? BodyPublishers.ofString("{\"no_such\": 1}")
                                : BodyPublishers.noBody()));
        var supported = SUPPORTED.matcher(answer.body());
        return supported.find()
                ? new TreeSet<>(List.of(supported.group(1).strip().split(", *")))
                : Set.of();
    }

    @Test
    void an_operation_says_who_may_ask_for_it() throws Exception {
        var paths = document().get("paths");

        assertThat(paths.at("/~1api~1v2~1pools/post/x-needs").asString()).isEqualTo("editor");
        assertThat(paths.at("/~1api~1v2~1version/get/security").isEmpty()).isTrue();
        assertThat(api.anonymous().get("/api/v2/version").status()).isEqualTo(200);
    }
}
