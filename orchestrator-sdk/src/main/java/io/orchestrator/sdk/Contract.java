package io.orchestrator.sdk;

import io.orchestrator.sdk.DatasetVersion.Column;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the producer of a dataset promises to those who read it: which columns each version has, of which types, and where there are no
 * nulls. A version that does not keep it is not published; its task fails and names who reads the dataset. More columns than promised,
 * and wider types, break nothing.
 */
public final class Contract {

    /** Under which name its result stands beside those of other checks. */
    public static final String CHECK = "contract";

    private static final String GONE = "no such column";

    private final List<Column> columns;

    private Contract(List<Column> columns) {
        this.columns = columns;
    }

    /**
     * A promise of these columns, by {@link #column} and {@link #nullable}.
     *
     * @throws DagDefinitionException if there is none, or two have one name
     */
    public static Contract of(Column... columns) {
        if (columns.length == 0) {
            throw DagDefinitionException.of("a contract promises no column; name one at least");
        }
        Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (Column column : columns) {
            Checks.name("column of a contract", column.name(), 200);
            Checks.name("type of column '" + column.name() + "' of a contract", column.type(), 200);
            if (!names.add(column.name())) {
                throw DagDefinitionException.of(
                        "a contract promises the column '" + column.name() + "' twice; keep one of them");
            }
        }
        return new Contract(List.of(columns));
    }

    /** A column without nulls. Its type is one of SQL: {@code BIGINT}, {@code VARCHAR}, {@code DECIMAL(18,2)}. */
    public static Column column(String name, String type) {
        return new Column(name, type, false);
    }

    /** A column in which there may be nulls. */
    public static Column nullable(String name, String type) {
        return new Column(name, type, true);
    }

    /** What is promised, in order. */
    public List<Column> columns() {
        return columns;
    }

    /**
     * A promise that was not kept.
     *
     * @param found what there is instead
     */
    public record Break(String column, String found, String expected) {

        @Override
        public String toString() {
            return "column '" + column + "': found " + found + ", expected " + expected;
        }
    }

    /** What those who count on it would miss in something that has these columns; empty: nothing. */
    public List<Break> breaks(List<Column> found) {
        Map<String, Column> byName = new LinkedHashMap<>();
        found.forEach(column -> byName.put(column.name().toLowerCase(Locale.ROOT), column));
        List<Break> breaks = new ArrayList<>();
        for (Column promised : columns) {
            String wrong = wrong(promised, byName.get(promised.name().toLowerCase(Locale.ROOT)));
            if (wrong != null) {
                breaks.add(new Break(promised.name(), wrong, words(promised)));
            }
        }
        return breaks;
    }

    private static @Nullable String wrong(Column promised, @Nullable Column found) {
        if (found == null) {
            return GONE;
        }
        boolean fits = ColumnTypes.holds(found.type(), promised.type());
        boolean nulls = found.nullable() && !promised.nullable();
        return fits && !nulls ? null : words(found);
    }

    private static String words(Column column) {
        return column.type() + (column.nullable() ? " with nulls" : " without nulls");
    }

    /** The check that a version keeps it, by what was said of its columns. */
    DatasetCheck check() {
        return new DatasetCheck() {
            @Override
            public String name() {
                return CHECK;
            }

            @Override
            public Result run(Staging staged) {
                return result(staged.columns());
            }
        };
    }

    private DatasetCheck.Result result(List<Column> found) {
        if (found.isEmpty()) {
            return DatasetCheck.Result.failed(
                    "nothing is known of its columns; say them by staging.columns(...), as DuckDb.copyTo does by itself");
        }
        List<Break> breaks = breaks(found);
        if (breaks.isEmpty()) {
            return DatasetCheck.Result.passed("all " + columns.size() + " columns are as promised");
        }
        List<String> sentences = breaks.stream().map(Break::toString).toList();
        List<Map<String, ?>> rows = new ArrayList<>();
        breaks.forEach(one -> {
            Map<String, String> row = new LinkedHashMap<>();
            row.put("column", one.column());
            row.put("found", one.found());
            row.put("expected", one.expected());
            rows.add(row);
        });
        return new DatasetCheck.Result(
                false,
                String.join("; ", sentences),
                Map.of("broken", breaks.size()),
                rows.subList(0, Math.min(20, rows.size())));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Contract contract && contract.columns.equals(columns);
    }

    @Override
    public int hashCode() {
        return columns.hashCode();
    }

    @Override
    public String toString() {
        return "contract " + columns;
    }
}
