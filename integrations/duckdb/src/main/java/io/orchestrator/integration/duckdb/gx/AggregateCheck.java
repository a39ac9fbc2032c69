package io.orchestrator.integration.duckdb.gx;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One figure should lie within bounds; a figure that is null, because there are no values, does not.
 *
 * @param aggregate the figure as SQL over the rows that count
 */
record AggregateCheck(List<String> columns, Function<Batch, String> aggregate, Bounds bounds) implements Check {

    @Override
    public List<String> aggregates(Batch batch) {
        String figure = aggregate.apply(batch);
        // Compared there as well: the database knows how times and texts are ordered.
        return List.of(figure, "coalesce(" + bounds.hold("(" + figure + ")") + ", false)");
    }

    @Override
    public Finding find(Batch batch, List<@Nullable Object> values) {
        Object figure = values.get(0);
        return Finding.observed(Boolean.TRUE.equals(values.get(1)), "NaN".equals(figure) ? null : figure);
    }
}
