package io.orchestrator.protocol.graph;

import tools.jackson.databind.JsonNode;

/**
 * What a run may be given.
 *
 * @param schema a JSON schema with {@code "type": "object"}: one property for each parameter; a property's {@code default} is
 *     its value where none is given, and one without must be given if it is {@code required}
 */
public record ParamsSpec(JsonNode schema) {}
