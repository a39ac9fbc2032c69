package io.orchestrator.core.engine.jdbc;

import io.orchestrator.core.engine.StoredForm;
import io.orchestrator.protocol.Json;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectWriter;

/** JSON that comes back as it was, even with what no PostgreSQL text can hold: unpaired surrogates are written as escapes. */
final class ExactJson {

    private static final ObjectWriter ESCAPING = Json.MAPPER.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII);

    private ExactJson() {}

    static String write(JsonNode value) {
        String json = Json.MAPPER.writeValueAsString(value);
        return StoredForm.text(json).equals(json) ? json : ESCAPING.writeValueAsString(value);
    }
}
