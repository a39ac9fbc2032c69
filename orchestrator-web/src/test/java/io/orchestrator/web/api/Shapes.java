package io.orchestrator.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.protocol.Json;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** The fields that answers of Airflow's API have, by the names of its description (version 3.2.1). */
final class Shapes {

    private static final JsonNode ALL = read();

    private Shapes() {}

    private static JsonNode read() {
        try (var file = Shapes.class.getResourceAsStream("shapes.json")) {
            return Json.MAPPER.readTree(file.readAllBytes());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Every field that is required is there, and none that the description does not know. */
    static void assertShape(JsonNode answer, String name) {
        var shape = ALL.get(name);
        assertThat(answer.isObject()).as("%s: %s", name, answer).isTrue();
        assertThat(answer.propertyNames()).as(name).containsAll(texts(shape.get("required")));
        var known = new HashSet<>(texts(shape.get("required")));
        known.addAll(texts(shape.get("optional")));
        assertThat(known).as(name).containsAll(answer.propertyNames());
    }

    private static List<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::stringValue)
                .toList();
    }
}
