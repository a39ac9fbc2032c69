package io.orchestrator.core.connection;

import io.orchestrator.core.secret.SensitiveNames;
import io.orchestrator.protocol.Json;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * How another system is reached.
 *
 * @param type what kind of system, such as {@code postgres}
 * @param schema the database or path there
 * @param extra an object with whatever else is needed, or null
 */
public record ConnectionRecord(
        String id,
        String type,
        @Nullable String description,
        @Nullable String host,
        @Nullable Integer port,
        @Nullable String login,
        @Nullable String schema,
        @Nullable String password,
        @Nullable JsonNode extra) {

    /** What must never be shown: the password, and what stands in {@code extra} below a sensitive name. */
    public List<String> secrets() {
        List<String> secrets = new ArrayList<>();
        if (password != null) {
            secrets.add(password);
        }
        if (extra != null) {
            secrets.addAll(SensitiveNames.secretsOf(extra));
        }
        return secrets;
    }

    /** With everything that is secret: for the task that is given it, and for nobody else. */
    public JsonNode toJson() {
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.put("conn_type", type);
        json.put("host", host);
        json.put("port", port);
        json.put("login", login);
        json.put("password", password);
        json.put("schema", schema);
        json.set("extra", extra == null ? Json.MAPPER.createObjectNode() : extra);
        return json;
    }

    @Override
    public String toString() {
        return "Connection " + id + " (" + type + ")";
    }
}
