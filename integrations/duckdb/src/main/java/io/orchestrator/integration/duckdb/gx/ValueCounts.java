package io.orchestrator.integration.duckdb.gx;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Which values a column has, without nulls, in their order, and how often. */
final class ValueCounts {

    private ValueCounts() {}

    /** Takes a value and how often it is there. */
    @FunctionalInterface
    interface Reader {
        void read(@Nullable Object value, long times);
    }

    static void read(Batch batch, String column, Reader reader) throws SQLException {
        String name = Batch.name(column);
        batch.duckDb()
                .rows("SELECT %s AS __value, count(*) AS __times FROM %s GROUP BY 1 ORDER BY 1"
                        .formatted(name, batch.rows(name + " IS NOT NULL")))
                .forEach(row -> reader.read(row.get("__value"), Numbers.whole(row.get("__times"))));
    }
}
