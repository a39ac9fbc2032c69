package io.orchestrator.core.notify;

import io.orchestrator.core.variable.Variable;
import io.orchestrator.core.variable.Variables;
import java.util.Optional;

/** A database without variables. */
final class NoVariables implements Variables {

    @Override
    public Optional<Variable> find(String key) {
        return Optional.empty();
    }

    @Override
    public void put(Change change, String actor) {
        throw new UnsupportedOperationException("there are none here");
    }

    @Override
    public boolean delete(String key, String actor) {
        return false;
    }

    @Override
    public int reseal(String actor) {
        return 0;
    }
}
