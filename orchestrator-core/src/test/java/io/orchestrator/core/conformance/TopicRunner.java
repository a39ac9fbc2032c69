package io.orchestrator.core.conformance;

import tools.jackson.databind.JsonNode;

/** Checks the cases of one topic. */
interface TopicRunner {

    /** The topic, as case files name it. */
    String topic();

    /** Checks one case. An assertion error is a wrong answer, or a form or field that is not known. */
    void check(JsonNode testCase);
}
