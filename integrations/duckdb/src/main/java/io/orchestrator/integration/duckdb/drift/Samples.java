package io.orchestrator.integration.duckdb.drift;

import io.orchestrator.integration.duckdb.DuckDb;
import java.sql.SQLException;

/**
 * The same feature in two tables.
 *
 * @param value of it, as SQL; null where it is missing
 */
record Samples(DuckDb duckDb, String feature, String value, String reference, String window) {

    long rows(String relation) throws SQLException {
        return duckDb.count("SELECT count(*) FROM " + relation);
    }

    long count(String relation) throws SQLException {
        return duckDb.count("SELECT count(%s) FROM %s".formatted(value, relation));
    }

    /** Each value, {@code x}, with how often the reference, {@code a}, and the window, {@code b}, have it. */
    String counts() {
        return """
                SELECT x, sum(a)::HUGEINT AS a, sum(b)::HUGEINT AS b
                  FROM (SELECT %1$s AS x, count(*) AS a, 0 AS b FROM %2$s GROUP BY 1
                        UNION ALL
                        SELECT %1$s AS x, 0 AS a, count(*) AS b FROM %3$s GROUP BY 1)
                 WHERE x IS NOT NULL GROUP BY x""".formatted(value, reference, window);
    }
}
