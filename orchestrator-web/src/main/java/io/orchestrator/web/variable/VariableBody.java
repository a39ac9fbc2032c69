package io.orchestrator.web.variable;

import io.orchestrator.core.secret.SensitiveNames;
import io.orchestrator.core.variable.Variables;
import io.orchestrator.protocol.Json;
import io.orchestrator.web.api.Body;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A variable as it was sent. */
final class VariableBody {

    private static final Set<String> FIELDS = Set.of("key", "value", "description", "team_name");
    private static final int LONGEST_KEY = 250;
    private static final int LONGEST_VALUE = 100_000;
    private static final int LONGEST_DESCRIPTION = 5_000;

    private VariableBody() {}

    static String keyOf(JsonNode json) {
        var key = Body.of(json, FIELDS)
                .text("key", LONGEST_KEY)
                .filter(text -> !text.isBlank())
                .orElseThrow(() -> Body.invalid("key", "It is missing: expected a text"));
        if (key.contains("/")) {
            throw Body.invalid("key", "A key with a slash cannot be addressed: use another character");
        }
        return key;
    }

    /**
     * @param mask the fields that count; empty: all that are there
     * @param before what the variable is now; null: it is a new one
     * @param secret whether it is to be secret; null: as it was, of a new one if its name says so
     */
    static Variables.Change change(
            JsonNode json, Set<String> mask, @Nullable VariableRow before, @Nullable Boolean secret) {
        var body = Body.of(json, FIELDS);
        if (body.value("team_name").isPresent()) {
            throw Body.invalid("team_name", "There are no teams here: leave it out");
        }
        var key = keyOf(json);
        var value = counts("value", body, mask) ? value(json) : null;
        if (before != null && SensitiveNames.MASK.equals(value)) {
            value = null;
        }
        if (before == null && value == null) {
            throw Body.invalid("value", "It is missing: expected a text, or other JSON");
        }
        var description = counts("description", body, mask)
                ? body.text("description", LONGEST_DESCRIPTION)
                        .filter(text -> !text.isBlank())
                        .orElse(null)
                : before == null ? null : before.description();
        var otherwise = before == null ? SensitiveNames.is(key) : before.secret();
        return new Variables.Change(key, value, secret == null ? otherwise : secret, description);
    }

    private static boolean counts(String field, Body body, Set<String> mask) {
        return body.has(field) && (mask.isEmpty() || mask.contains(field));
    }

    /** A text as it is, other JSON as its text: what Airflow stores too. */
    private static String value(JsonNode json) {
        var value = json.path("value");
        var text = value.isString() ? value.stringValue() : Json.MAPPER.writeValueAsString(value);
        if (text.length() > LONGEST_VALUE) {
            throw Body.invalid(
                    "value", "It has %d characters: expected at most %d".formatted(text.length(), LONGEST_VALUE));
        }
        return text;
    }
}
