package io.orchestrator.core.given;

import io.orchestrator.core.connection.ConnectionRecord;
import io.orchestrator.core.connection.Connections;
import io.orchestrator.core.secret.SecretUnavailable;
import io.orchestrator.core.variable.Variable;
import io.orchestrator.core.variable.Variables;
import java.util.Optional;
import java.util.function.Supplier;

/** What people define on pages and through the API. */
record DatabaseSource(Connections connections, Variables variables) implements GivenSource {

    @Override
    public Optional<ConnectionRecord> connection(String id) {
        return read(() -> connections.find(id));
    }

    @Override
    public Optional<Variable> variable(String key) {
        return read(() -> variables.find(key));
    }

    private static <T> Optional<T> read(Supplier<Optional<T>> reading) {
        try {
            return reading.get();
        } catch (SecretUnavailable e) {
            throw new GivenUnavailable(String.valueOf(e.getMessage()));
        }
    }
}
