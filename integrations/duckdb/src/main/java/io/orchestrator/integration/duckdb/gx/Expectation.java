package io.orchestrator.integration.duckdb.gx;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One expectation of a suite, ready to be asked.
 *
 * @param config as it stands in the suite
 * @param condition which rows count, as SQL; null: all
 * @param catching whether what goes wrong is told in its result, and does not break the suite off
 */
record Expectation(
        Map<String, @Nullable Object> config,
        Kwargs kwargs,
        Check check,
        @Nullable String condition,
        boolean catching) {

    /** Its name, with what it is about. */
    String title() {
        Object about = kwargs.get("column");
        return kwargs.expectation() + (about == null ? "" : "(" + about + ")");
    }
}
