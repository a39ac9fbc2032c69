package io.orchestrator.core.given;

import io.orchestrator.core.connection.ConnectionRecord;
import io.orchestrator.core.connection.ConnectionText;
import io.orchestrator.core.variable.Variable;
import java.util.Optional;

/** A source that holds texts. What comes from outside the database is taken to be secret. */
abstract class TextSource implements GivenSource {

    /** Where it looks for a connection, for people. */
    abstract String placeOfConnection(String id);

    abstract Optional<String> connectionText(String id);

    abstract Optional<String> variableText(String key);

    @Override
    public Optional<ConnectionRecord> connection(String id) {
        return connectionText(id).map(text -> {
            try {
                return ConnectionText.parse(id, text);
            } catch (IllegalArgumentException e) {
                throw new GivenUnavailable("the connection '" + id + "' in " + placeOfConnection(id)
                        + " cannot be read: " + e.getMessage());
            }
        });
    }

    @Override
    public Optional<Variable> variable(String key) {
        return variableText(key).map(text -> new Variable(key, text, true, null));
    }
}
