package io.orchestrator.sdk;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How another system is reached, as it was defined for the installation. A task gets the connections that it takes as inputs, see
 * {@link DagBuilder#connection}.
 *
 * @param type what kind of system, such as {@code postgres}
 * @param schema the database or path there
 * @param extra whatever else is needed; values as in JSON
 */
public record Connection(
        String id,
        String type,
        @Nullable String host,
        @Nullable Integer port,
        @Nullable String login,
        @Nullable String password,
        @Nullable String schema,
        Map<String, @Nullable Object> extra) {

    /** Without anything secret. */
    @Override
    public String toString() {
        return "Connection " + id + " (" + type + ")";
    }
}
