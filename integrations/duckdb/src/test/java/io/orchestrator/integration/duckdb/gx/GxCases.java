package io.orchestrator.integration.duckdb.gx;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.integration.duckdb.DuckDb;
import io.orchestrator.integration.duckdb.Plain;
import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Asks single expectations of small tables. */
final class GxCases {

    /** Five rows; one null in each column but id, and a column of nulls alone. */
    static final String ROWS = """
            (SELECT * FROM (VALUES
                (1, 10, 1.5, 'a', 'JFK', TIMESTAMP '2001-01-01 00:00:00', true),
                (2, 20, 2.5, 'bb', 'LAX', TIMESTAMP '2001-02-01 12:00:00', false),
                (3, 20, 2.5, 'bb', 'LAX', TIMESTAMP '2001-03-01 00:00:00', true),
                (4, 40, -1.0, 'ccc', 'x1', TIMESTAMP '2001-04-01 00:00:00', true),
                (5, NULL, NULL, NULL, NULL, NULL, NULL)) AS v(id, n, f, s, code, ts, flag),
                (SELECT NULL::INTEGER AS empty))""";

    static final String NO_ROWS = "(SELECT * FROM " + ROWS + " WHERE false)";

    /** One for all: they only read. */
    private static final DuckDb DUCK_DB = open();

    private static final JsonMapper JSON = JsonMapper.shared();

    private GxCases() {}

    private static DuckDb open() {
        try {
            return DuckDb.open();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static String suite(String type, String kwargs) {
        return "{'name': 'test', 'expectations': [{'type': '%s', 'kwargs': %s}]}"
                .formatted(type, kwargs)
                .replace('\'', '"');
    }

    static Map<?, ?> ask(String relation, String type, String kwargs) throws Exception {
        return askJson(relation, suite(type, kwargs));
    }

    /** The one result of a suite that has one expectation. */
    static Map<?, ?> askJson(String relation, String suite) throws Exception {
        GxResult result = GxSuite.of(suite).validate(DUCK_DB, relation);
        Map<?, ?> json = JSON.readValue(result.toJson(), Map.class);
        assertThat(json.get("success")).isEqualTo(result.success());
        return Plain.map(Plain.list(json.get("results")).getFirst());
    }

    static Map<?, ?> resultOf(Map<?, ?> outcome) {
        return Plain.map(outcome.get("result"));
    }

    static @Nullable Object observed(Map<?, ?> outcome) {
        return resultOf(outcome).get("observed_value");
    }

    static @Nullable Object exception(Map<?, ?> outcome) {
        return Plain.map(outcome.get("exception_info")).get("exception_message");
    }
}
