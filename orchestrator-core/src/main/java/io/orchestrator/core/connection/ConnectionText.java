package io.orchestrator.core.connection;

import io.orchestrator.protocol.Json;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads a connection that is written down in a file or a variable of the environment: as JSON, or as a URI. */
public final class ConnectionText {

    private ConnectionText() {}

    /**
     * @throws IllegalArgumentException if it is neither; the message holds nothing of the text, which may be secret
     */
    public static ConnectionRecord parse(String id, String text) {
        String stripped = text.strip();
        return stripped.startsWith("{") ? ofJson(id, stripped) : ofUri(id, stripped);
    }

    private static ConnectionRecord ofJson(String id, String text) {
        JsonNode json;
        try {
            json = Json.MAPPER.readTree(text);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("it begins with '{' but is no JSON object");
        }
        String type = text(json, "conn_type");
        if (type == null) {
            throw new IllegalArgumentException("its JSON has no conn_type, such as \"postgres\"");
        }
        JsonNode port = json.path("port");
        return new ConnectionRecord(
                id,
                type,
                text(json, "description"),
                text(json, "host"),
                port.isMissingNode() || port.isNull() ? null : port.asInt(0),
                text(json, "login"),
                text(json, "schema"),
                text(json, "password"),
                extra(json.path("extra")));
    }

    private static @Nullable String text(JsonNode json, String name) {
        String value = json.path(name).asString("");
        return value.isEmpty() ? null : value;
    }

    private static @Nullable JsonNode extra(JsonNode json) {
        if (json.isString() && !json.stringValue().isBlank()) {
            try {
                return extra(Json.MAPPER.readTree(json.stringValue()));
            } catch (JacksonException e) {
                throw new IllegalArgumentException("its extra is a text that is no JSON object");
            }
        }
        return json.isObject() ? json : null;
    }

    private static ConnectionRecord ofUri(String id, String text) {
        URI uri;
        try {
            uri = URI.create(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("it is neither a JSON object nor a URI");
        }
        if (uri.getScheme() == null) {
            throw new IllegalArgumentException(
                    "it is neither a JSON object nor a URI such as postgres://login:password@host:5432/database");
        }
        String user = uri.getRawUserInfo();
        int colon = user == null ? -1 : user.indexOf(':');
        String path = uri.getRawPath();
        return new ConnectionRecord(
                id,
                uri.getScheme(),
                null,
                uri.getHost(),
                uri.getPort() < 0 ? null : uri.getPort(),
                user == null ? null : decoded(colon < 0 ? user : user.substring(0, colon)),
                path == null || path.length() < 2 ? null : decoded(path.substring(1)),
                user == null || colon < 0 || colon == user.length() - 1 ? null : decoded(user.substring(colon + 1)),
                query(uri.getRawQuery()));
    }

    private static @Nullable JsonNode query(@Nullable String query) {
        if (query == null || query.isEmpty()) {
            return null;
        }
        ObjectNode extra = JsonNodeFactory.instance.objectNode();
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            extra.put(
                    decoded(equals < 0 ? pair : pair.substring(0, equals)),
                    equals < 0 ? "" : decoded(pair.substring(equals + 1)));
        }
        return extra;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
