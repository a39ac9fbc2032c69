package io.orchestrator.core.engine.jdbc;

import io.orchestrator.core.jdbc.Pipeline;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows that a statement has to change. The engine owns them: one that is missing, or named twice, is an error of the engine and
 * must not pass.
 *
 * @param step null: nothing is expected
 */
record Expected(String what, List<?> rows, Pipeline.@Nullable Step<Void> step) {

    static final Expected NOTHING = new Expected("nothing", List.of(), null);

    static Expected rows(Pipeline pipeline, String what, List<?> rows, String statement, Pipeline.Binding binding) {
        return new Expected(what, rows, pipeline.updateExactly(rows.size(), statement, binding));
    }

    void check() {
        if (step != null && step.count() != rows.size()) {
            throw new IllegalStateException("Of %d %s to change %d were found, so nothing was written; the first is %s."
                    .formatted(rows.size(), what, step.count(), rows.getFirst()));
        }
    }
}
