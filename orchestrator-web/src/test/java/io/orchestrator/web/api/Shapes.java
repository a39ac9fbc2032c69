package io.orchestrator.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import tools.jackson.databind.JsonNode;

/** Holds parts of answers against Airflow's description, by the names of its schemas. */
final class Shapes {

    private Shapes() {}

    /** Every field that is required is there, of its type, and none that the description does not know. */
    static void assertShape(JsonNode answer, String name) {
        assertThat(Described.faults(answer, name)).as("%s: %s", name, answer).isEmpty();
    }
}
