package io.orchestrator.core.variable;

import org.jspecify.annotations.Nullable;

/**
 * A small setting that tasks read.
 *
 * @param secret its value is never shown
 */
public record Variable(
        String key, String value, boolean secret, @Nullable String description) {

    @Override
    public String toString() {
        return "Variable " + key;
    }
}
