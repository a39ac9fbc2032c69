package io.orchestrator.web.variable;

import io.orchestrator.core.secret.SecretUnavailable;
import io.orchestrator.core.secret.SensitiveNames;
import io.orchestrator.core.variable.Variable;
import io.orchestrator.core.variable.Variables;
import io.orchestrator.protocol.Json;
import tools.jackson.core.JacksonException;

/** What people and programs may see of a variable's value. */
final class ShownValue {

    private ShownValue() {}

    /** Masked if it is secret or cannot be decrypted; else the value, with what is sensitive in its JSON masked. */
    static String of(VariableRow row, Variables variables) {
        if (row.secret()) {
            return SensitiveNames.MASK;
        }
        try {
            return variables
                    .find(row.key())
                    .map(Variable::value)
                    .map(ShownValue::redacted)
                    .orElse("");
        } catch (SecretUnavailable e) {
            return SensitiveNames.MASK;
        }
    }

    private static String redacted(String value) {
        if (!value.startsWith("{") && !value.startsWith("[")) {
            return value;
        }
        try {
            var json = Json.MAPPER.readTree(value);
            var redacted = SensitiveNames.redact(json);
            return redacted.equals(json) ? value : Json.MAPPER.writeValueAsString(redacted);
        } catch (JacksonException e) {
            return value;
        }
    }
}
