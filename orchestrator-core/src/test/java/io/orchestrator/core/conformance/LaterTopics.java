package io.orchestrator.core.conformance;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What the engine cannot do yet: whole topics, and features or fields of topics that are checked otherwise. */
final class LaterTopics {

    private static final Set<String> NAMES = Set.of(
            // Timetables in Java.
            "catchup/timetable_error");

    private LaterTopics() {}

    static boolean has(String topic) {
        return NAMES.contains(topic);
    }

    /** The name under which a case of a topic is left out: {@code topic/feature} or {@code topic:field}. */
    static Optional<String> nameOf(String topic, JsonNode testCase) {
        Stream<String> feature =
                Stream.of(topic + "/" + testCase.path("feature").asString("?"));
        Stream<String> fields = testCase.propertyNames().stream().map(field -> topic + ":" + field);
        return Stream.concat(feature, fields).filter(NAMES::contains).findFirst();
    }
}
