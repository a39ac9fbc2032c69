package io.orchestrator.sdk;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the runs of a {@link Dag} may be given. For what runs DAGs; an author has {@link DagBuilder#params}.
 *
 * @param defaults what a run has where it is given nothing, or null: all that is required has to be given
 * @param schema a JSON schema of the record, of maps, lists, texts, numbers and booleans; without defaults
 */
public record ParamsDefinition(
        Class<? extends Record> type, @Nullable Record defaults, Map<String, Object> schema) {

    boolean isAnyRequired() {
        return schema.get("required") instanceof List<?> required && !required.isEmpty();
    }
}
