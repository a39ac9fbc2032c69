package io.orchestrator.integration.duckdb.gx;

import io.orchestrator.integration.duckdb.Sql;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Each combination of values should be there once; all rows of one that is there more often are unexpected. */
final class UniqueCheck extends RowCheck {

    UniqueCheck(Kwargs kwargs, ResultFormat usual, Rule rule) {
        super(kwargs, usual, rule);
    }

    private boolean isOneColumn() {
        return rule().columns().size() == 1;
    }

    private String key() {
        return Sql.names(rule().columns());
    }

    @Override
    public List<String> aggregates(Batch batch) {
        String distinct = "count(DISTINCT " + key() + ")" + batch.filter();
        return isOneColumn()
                ? List.of(batch.count(), considered(batch), distinct)
                : List.of(batch.count(), considered(batch));
    }

    @Override
    long unexpectedCount(Batch batch, List<@Nullable Object> values) throws SQLException {
        if (isOneColumn() && Numbers.whole(values.get(1)) == Numbers.whole(values.get(2))) {
            return 0;
        }
        return batch.duckDb()
                .count(
                        "SELECT coalesce(sum(__times), 0) FROM (SELECT count(*) AS __times FROM %s GROUP BY %s HAVING count(*) > 1)"
                                .formatted(batch.rows(rule().considered()), key()));
    }

    @Override
    String unexpectedRows(Batch batch, List<@Nullable Object> values) {
        return batch.rows(rule().considered()) + " QUALIFY count(*) OVER (PARTITION BY " + key() + ") > 1";
    }
}
