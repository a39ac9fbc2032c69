package io.orchestrator.integration.duckdb.gx;

import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How one expectation is put to a batch. */
interface Check {

    /** Columns without which it cannot be asked. */
    List<String> columns();

    /** What it adds to the one SELECT over the batch; may be nothing. */
    List<String> aggregates(Batch batch);

    /**
     * Judges.
     *
     * @param values of its aggregates, in their order
     */
    Finding find(Batch batch, List<@Nullable Object> values) throws SQLException;

    /**
     * What it has found.
     *
     * @param result as Great Expectations words it
     * @param sample whole rows that are not as expected
     */
    record Finding(boolean success, Map<String, @Nullable Object> result, List<Map<String, @Nullable Object>> sample) {

        static Finding of(boolean success, Map<String, @Nullable Object> result) {
            return new Finding(success, result, List.of());
        }

        static Finding observed(boolean success, @Nullable Object value) {
            Map<String, @Nullable Object> result = new LinkedHashMap<>();
            result.put("observed_value", value);
            return of(success, result);
        }

        static Finding observed(boolean success, @Nullable Object value, Object details) {
            Finding finding = observed(success, value);
            finding.result.put("details", details);
            return finding;
        }
    }
}
