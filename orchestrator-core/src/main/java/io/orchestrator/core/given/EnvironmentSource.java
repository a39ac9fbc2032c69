package io.orchestrator.core.given;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Variables of the server's environment. */
final class EnvironmentSource extends TextSource {

    private final Function<String, @Nullable String> environment;

    EnvironmentSource(Function<String, @Nullable String> environment) {
        this.environment = environment;
    }

    /** {@code ORCHESTRATOR_CONN_MY_DB} for a connection {@code my-db}. */
    static String connectionName(String id) {
        return "ORCHESTRATOR_CONN_" + upper(id);
    }

    static String variableName(String key) {
        return "ORCHESTRATOR_VAR_" + upper(key);
    }

    private static String upper(String name) {
        return name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }

    @Override
    String placeOfConnection(String id) {
        return "the variable " + connectionName(id) + " of the server's environment";
    }

    @Override
    Optional<String> connectionText(String id) {
        return Optional.ofNullable(environment.apply(connectionName(id)));
    }

    @Override
    Optional<String> variableText(String key) {
        return Optional.ofNullable(environment.apply(variableName(key)));
    }
}
