package io.orchestrator.cli;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A connection as one text, such as {@code postgres://login:password@host:5432/database?sslmode=require}. */
final class ConnectionUri {

    private ConnectionUri() {}

    /** The fields of the API that it stands for. */
    static ObjectNode fields(String text) {
        var uri = parse(text);
        var user = uri.getRawUserInfo() == null
                ? new String[0]
                : uri.getRawUserInfo().split(":", 2);
        var path = uri.getRawPath() == null ? "" : uri.getRawPath().replaceFirst("^/", "");
        var fields = Server.object()
                .put("conn_type", uri.getScheme())
                .put("host", uri.getHost())
                .put("port", uri.getPort() < 0 ? null : Integer.valueOf(uri.getPort()))
                .put("login", user.length > 0 ? decoded(user[0]) : null)
                .put("password", user.length > 1 ? decoded(user[1]) : null)
                .put("schema", path.isEmpty() ? null : decoded(path));
        return fields.put("extra", extra(uri.getRawQuery()));
    }

    private static URI parse(String text) {
        try {
            var uri = new URI(text);
            if (uri.getScheme() != null && !uri.isOpaque()) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // Answered below, without the text, which may hold a password.
        }
        throw new Failure(
                2, "--conn-uri is no URI: expected something like postgres://login:password@host:5432/database");
    }

    private static @Nullable String extra(@Nullable String query) {
        if (query == null || query.isEmpty()) {
            return null;
        }
        var extra = Server.object();
        for (var part : query.split("&")) {
            var pair = part.split("=", 2);
            extra.put(decoded(pair[0]), pair.length > 1 ? decoded(pair[1]) : "");
        }
        return Server.JSON.writeValueAsString(extra);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
