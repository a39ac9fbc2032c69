package io.orchestrator.core.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Reads a case, and insists that every one of its fields is known. */
record Case(String topic, JsonNode json) {

    /** Fields of every topic: names, references, and what other systems say. */
    private static final Set<String> COMMON = Set.of(
            "id",
            "feature",
            "form",
            "check",
            "origin",
            "source",
            "also_source",
            "system",
            "disputed",
            "quirk",
            "note",
            "computed_agree",
            "computed_differ",
            "rejected_by",
            "answers",
            "seen_upstream");

    static Case of(String topic, JsonNode json, String... fields) {
        Set<String> unknown = new TreeSet<>(json.propertyNames());
        unknown.removeAll(COMMON);
        unknown.removeAll(Set.of(fields));
        assertThat(unknown).as("fields that this reader does not know").isEmpty();
        return new Case(topic, json);
    }

    /** The texts of a case that are not names or references. */
    Stream<String> inputs() {
        return json.propertyStream()
                .filter(field ->
                        !COMMON.contains(field.getKey()) && field.getValue().isString())
                .map(field -> field.getValue().asString());
    }

    String id() {
        return text("id");
    }

    String feature() {
        return text("feature");
    }

    String text(String field) {
        return json.required(field).asString();
    }

    Optional<String> optionalText(String field) {
        return Optional.of(json.path(field)).filter(JsonNode::isString).map(JsonNode::asString);
    }

    /** Holds the run's state, and why it is so, against what an object of the case expects. */
    void expectRunState(DrivenRun run, JsonNode expected) {
        String state = run.state().run().state().key();
        if (expected.has("expect_run_state")) {
            assertThat(state).isEqualTo(expected.path("expect_run_state").asString());
        }
        if (expected.has("expect_run_state_not")) {
            assertThat(state).isNotEqualTo(expected.path("expect_run_state_not").asString());
        }
        if (expected.has("reason")) {
            assertThat(run.state().run().stateReason())
                    .contains(expected.path("reason").asString());
        }
    }

    Instant instant(String field) {
        return Instant.parse(text(field));
    }

    Optional<Instant> optionalInstant(String field) {
        return optionalText(field).map(Instant::parse);
    }

    boolean flag(String field) {
        return json.path(field).asBoolean(false);
    }

    List<String> texts(String field) {
        List<String> texts = new ArrayList<>();
        json.required(field).forEach(item -> texts.add(item.asString()));
        return texts;
    }

    List<Integer> numbers(String field) {
        List<Integer> numbers = new ArrayList<>();
        json.required(field).forEach(item -> numbers.add(item.asInt()));
        return numbers;
    }
}
