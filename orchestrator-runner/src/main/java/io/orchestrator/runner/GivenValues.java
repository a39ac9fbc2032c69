package io.orchestrator.runner;

import io.orchestrator.protocol.graph.GivenSpec;
import io.orchestrator.protocol.mask.Masker;
import io.orchestrator.protocol.worker.Assignment;
import io.orchestrator.sdk.AssetEvent;
import io.orchestrator.sdk.AssetEvents;
import io.orchestrator.sdk.AssetUse;
import io.orchestrator.sdk.Connection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Finds what an attempt is given among what was sent with it. */
final class GivenValues {

    private GivenValues() {}

    static Connection connection(String id, List<Assignment.Input> sent) throws UnreadableInputException {
        JsonNode json = find(new GivenSpec(GivenSpec.Kind.CONNECTION, id), sent);
        JsonNode port = json.path("port");
        return new Connection(
                id,
                json.path("conn_type").asString(""),
                text(json, "host"),
                port.isInt() ? port.intValue() : null,
                text(json, "login"),
                text(json, "password"),
                text(json, "schema"),
                TaskValues.map(json.path("extra")));
    }

    static String variable(String key, List<Assignment.Input> sent) throws UnreadableInputException {
        return find(new GivenSpec(GivenSpec.Kind.VARIABLE, key), sent).asString("");
    }

    static AssetEvents events(@Nullable AssetUse of, List<Assignment.Input> sent) throws UnreadableInputException {
        List<AssetEvent> events = new ArrayList<>();
        for (JsonNode event : find(AssetSpecs.given(of), sent)) {
            events.add(new AssetEvent(
                    event.path("id").asLong(0),
                    event.path("asset").asString(""),
                    event.path("uri").asString(""),
                    Instant.parse(event.path("at").asString()),
                    extra(event),
                    text(event, "dag_id"),
                    text(event, "task_id"),
                    text(event, "run_id"),
                    event.path("map_index").asInt(-1),
                    event.path("aliases").valueStream().map(JsonNode::asString).toList()));
        }
        return new AssetEvents(events);
    }

    private static Map<String, Object> extra(JsonNode event) {
        Map<String, Object> extra = new LinkedHashMap<>();
        TaskValues.map(event.path("extra")).forEach((name, value) -> {
            if (value != null) {
                extra.put(name, value);
            }
        });
        return extra;
    }

    static JsonNode find(GivenSpec wanted, List<Assignment.Input> sent) throws UnreadableInputException {
        for (Assignment.Input input : sent) {
            if (input.given() != null && input.given().spec().equals(wanted)) {
                return input.value();
            }
        }
        throw new UnreadableInputException(
                "the task takes the " + wanted.kind().name().toLowerCase(Locale.ROOT) + " '" + wanted.name()
                        + "', which was not sent; a DAG must define the same tasks each time it is asked");
    }

    private static @Nullable String text(JsonNode json, String name) {
        JsonNode value = json.path(name);
        return value.isString() ? value.stringValue() : null;
    }

    /** What must never be seen of what was sent. */
    static Masker masker(Assignment assignment) {
        List<Assignment.Input> inputs = assignment.inputs();
        return inputs == null
                ? Masker.NONE
                : Masker.of(inputs.stream()
                        .flatMap(input -> Stream.ofNullable(input.given()))
                        .flatMap(given -> given.secrets().stream())
                        .toList());
    }
}
