package io.orchestrator.web.connection;

import io.orchestrator.core.connection.ConnectionRecord;
import io.orchestrator.core.connection.Connections;
import io.orchestrator.core.secret.SensitiveNames;
import io.orchestrator.protocol.Json;
import io.orchestrator.web.api.Body;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** A connection as it was sent, which may leave out what shall stay as it is. */
final class ConnectionBody {

    private static final Set<String> FIELDS = Set.of(
            "connection_id",
            "conn_type",
            "description",
            "host",
            "port",
            "login",
            "schema",
            "password",
            "extra",
            "team_name");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_.-]{1,200}");
    private static final int LONGEST = 5_000;
    private static final int LONGEST_SECRET = 100_000;

    private final Body body;
    private final Set<String> mask;
    private final @Nullable ConnectionRow before;

    private ConnectionBody(Body body, Set<String> mask, @Nullable ConnectionRow before) {
        this.body = body;
        this.mask = mask;
        this.before = before;
    }

    /**
     * @param mask the fields that count; empty: all that are there
     * @param before what the connection is now; null: it is a new one
     */
    static ConnectionBody of(JsonNode json, Set<String> mask, @Nullable ConnectionRow before) {
        var body = Body.of(json, FIELDS);
        if (body.value("team_name").isPresent()) {
            throw Body.invalid("team_name", "There are no teams here: leave it out");
        }
        return new ConnectionBody(body, mask, before);
    }

    static String idOf(JsonNode json) {
        var id = Body.of(json, FIELDS)
                .text("connection_id")
                .orElseThrow(() -> Body.invalid("connection_id", "It is missing: expected a text"));
        if (!ID.matcher(id).matches()) {
            throw Body.invalid("connection_id", "Expected 1 to 200 of the characters A-Z a-z 0-9 _ . -");
        }
        return id;
    }

    /** @param connections knows what secrets that were sent masked are */
    Connections.Change change(String id, Connections connections) {
        var keepsPassword = before != null
                && (!counts("password")
                        || SensitiveNames.MASK.equals(body.text("password").orElse("")));
        var keepsExtra = before != null && !counts("extra");
        var type = counts("conn_type") || before == null
                ? body.text("conn_type", LONGEST)
                        .filter(text -> !text.isBlank())
                        .orElseThrow(() -> Body.invalid("conn_type", "It is missing: expected a text such as postgres"))
                : before.connType();
        return new Connections.Change(
                new ConnectionRecord(
                        id,
                        type,
                        text("description", before == null ? null : before.description()),
                        text("host", before == null ? null : before.host()),
                        port(),
                        text("login", before == null ? null : before.login()),
                        text("schema", before == null ? null : before.dbSchema()),
                        keepsPassword ? null : secret("password").orElse(null),
                        keepsExtra ? null : extra(id, connections)),
                keepsPassword,
                keepsExtra);
    }

    private boolean counts(String field) {
        return body.has(field) && (mask.isEmpty() || mask.contains(field));
    }

    private @Nullable String text(String field, @Nullable String otherwise) {
        return counts(field)
                ? body.text(field, LONGEST).filter(text -> !text.isBlank()).orElse(null)
                : otherwise;
    }

    private Optional<String> secret(String field) {
        return body.text(field, LONGEST_SECRET).filter(text -> !text.isEmpty());
    }

    private @Nullable Integer port() {
        if (!counts("port")) {
            return before == null ? null : before.port();
        }
        return body.value("port")
                .map(port -> {
                    if (!port.isInt() || port.intValue() < 0 || port.intValue() > 65_535) {
                        throw Body.invalid("port", "Expected a whole number from 0 to 65535");
                    }
                    return port.intValue();
                })
                .orElse(null);
    }

    private @Nullable JsonNode extra(String id, Connections connections) {
        var text = secret("extra").filter(given -> !given.isBlank());
        if (text.isEmpty()) {
            return null;
        }
        JsonNode extra;
        try {
            extra = Json.MAPPER.readTree(text.get());
        } catch (JacksonException e) {
            throw Body.invalid("extra", "It is no JSON: expected a text with a JSON object");
        }
        if (!extra.isObject()) {
            throw Body.invalid("extra", "Expected a text with a JSON object");
        }
        if (before == null || !text.get().contains(SensitiveNames.MASK)) {
            return extra;
        }
        var known = connections.find(id).flatMap(old -> Optional.ofNullable(old.extra()));
        return known.map(old -> SensitiveNames.unmask(extra, old)).orElse(extra);
    }
}
