package io.orchestrator.web.connection;

import io.orchestrator.core.connection.Connections;
import io.orchestrator.core.secret.SecretUnavailable;
import io.orchestrator.core.secret.SensitiveNames;
import io.orchestrator.protocol.Json;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A connection, as Airflow tells of one: what is secret is masked. */
record ConnectionAnswer(
        String connectionId,
        String connType,
        @Nullable String description,
        @Nullable String host,
        @Nullable String login,
        @Nullable String schema,
        @Nullable Integer port,
        @Nullable String password,
        @Nullable String extra,
        @Nullable String teamName) {

    static ConnectionAnswer of(ConnectionRow row, Connections connections) {
        return new ConnectionAnswer(
                row.connectionId(),
                row.connType(),
                row.description(),
                row.host(),
                row.login(),
                row.dbSchema(),
                row.port(),
                row.hasPassword() ? SensitiveNames.MASK : null,
                row.hasExtra() ? extra(row.connectionId(), connections) : null,
                null);
    }

    /** One that cannot be decrypted is masked as a whole, and harms no list. */
    static @Nullable String extra(String id, Connections connections) {
        try {
            return connections
                    .find(id)
                    .flatMap(connection -> Optional.ofNullable(connection.extra()))
                    .map(extra -> Json.MAPPER.writeValueAsString(SensitiveNames.redact(extra)))
                    .orElse(null);
        } catch (SecretUnavailable e) {
            return SensitiveNames.MASK;
        }
    }
}
