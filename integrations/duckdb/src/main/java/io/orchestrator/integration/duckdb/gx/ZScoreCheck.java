package io.orchestrator.integration.duckdb.gx;

import io.orchestrator.integration.duckdb.Sql;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How many standard deviations of the sample a value is from the mean; both come out of the one SELECT. */
final class ZScoreCheck extends RowCheck {

    private final double threshold;
    private final boolean doubleSided;

    ZScoreCheck(Kwargs kwargs, ResultFormat usual) {
        super(kwargs, usual, Rule.values(kwargs.text("column"), batch -> "true"));
        threshold = kwargs.number("threshold");
        doubleSided = kwargs.flag("double_sided", true);
    }

    @Override
    public List<String> aggregates(Batch batch) {
        String column = Batch.name(rule().columns().getFirst());
        return List.of(
                batch.count(),
                considered(batch),
                "avg(" + column + ")" + batch.filter(),
                "stddev_samp(" + column + ")" + batch.filter());
    }

    @Override
    long unexpectedCount(Batch batch, List<@Nullable Object> values) throws SQLException {
        return batch.duckDb().count("SELECT count(*) FROM " + unexpectedRows(batch, values));
    }

    @Override
    String unexpectedRows(Batch batch, List<@Nullable Object> values) {
        String score = "((%s - %s) / nullif(%s, 0))"
                .formatted(
                        Batch.name(rule().columns().getFirst()),
                        Sql.literal(Numbers.real(values.get(2))),
                        Sql.literal(Numbers.real(values.get(3))));
        String near = doubleSided
                ? "abs(" + score + ") < " + Sql.literal(Math.abs(threshold))
                : score + " < " + Sql.literal(threshold);
        return batch.rows(rule().considered() + " AND NOT coalesce(" + near + ", false)");
    }
}
