package io.orchestrator.core.secret;

import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Names whose values are secret, wherever they stand: Airflow's list. */
public final class SensitiveNames {

    /** What is shown instead of a secret. Sent back, it means that the secret stays as it is. */
    public static final String MASK = "***";

    private static final List<String> WORDS = List.of(
            "access_token",
            "api_key",
            "apikey",
            "authorization",
            "passphrase",
            "passwd",
            "password",
            "private_key",
            "secret",
            "token",
            "keyfile_dict",
            "service_account");

    private SensitiveNames() {}

    public static boolean is(String name) {
        String lower = name.toLowerCase(Locale.ROOT).replace('-', '_');
        return WORDS.stream().anyMatch(lower::contains);
    }

    /** The same JSON with every value below such a name masked. */
    public static JsonNode redact(JsonNode json) {
        if (json.isObject()) {
            ObjectNode redacted = JsonNodeFactory.instance.objectNode();
            json.propertyStream()
                    .forEach(field -> redacted.set(
                            field.getKey(),
                            is(field.getKey()) && !field.getValue().isNull()
                                    ? StringNode.valueOf(MASK)
                                    : redact(field.getValue())));
            return redacted;
        }
        if (json.isArray()) {
            ArrayNode redacted = JsonNodeFactory.instance.arrayNode();
            json.forEach(element -> redacted.add(redact(element)));
            return redacted;
        }
        return json;
    }

    /** The texts below such names. */
    public static List<String> secretsOf(JsonNode json) {
        return json.propertyStream()
                .flatMap(field ->
                        is(field.getKey()) ? texts(field.getValue()).stream() : secretsOf(field.getValue()).stream())
                .toList();
    }

    private static List<String> texts(JsonNode json) {
        if (json.isContainer()) {
            return json.valueStream().flatMap(value -> texts(value).stream()).toList();
        }
        return json.isNull() ? List.of() : List.of(json.asString());
    }

    /** What was sent, with the values that were left masked as they were before. */
    public static JsonNode unmask(JsonNode sent, JsonNode before) {
        if (!sent.isObject()) {
            return sent;
        }
        ObjectNode merged = JsonNodeFactory.instance.objectNode();
        sent.propertyStream().forEach(field -> {
            JsonNode old = before.path(field.getKey());
            boolean masked = field.getValue().isString()
                    && field.getValue().stringValue().equals(MASK);
            merged.set(field.getKey(), masked && !old.isMissingNode() ? old : unmask(field.getValue(), old));
        });
        return merged;
    }
}
