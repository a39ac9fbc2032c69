package io.orchestrator.integration.duckdb.gx;

import io.orchestrator.integration.duckdb.Sql;
import io.orchestrator.integration.duckdb.gx.Check.Finding;
import io.orchestrator.integration.duckdb.gx.RowCheck.Rule;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is expected of each value of a column. */
final class ValueExpectations {

    private static final String VALUES = "expect_column_values_to_";

    private ValueExpectations() {}

    /** From a column, quoted, and its kind to what holds for each value. */
    @FunctionalInterface
    private interface Expected {
        String sql(String column, TypeFamily family);
    }

    static void addTo(Catalog catalog) {
        catalog.add(VALUES + "not_be_null", kwargs(), (kwargs, format) -> nulls(kwargs, format, " IS NOT NULL"));
        catalog.add(VALUES + "be_null", kwargs(), (kwargs, format) -> nulls(kwargs, format, " IS NULL"));
        catalog.add(
                VALUES + "be_unique",
                kwargs(),
                (kwargs, format) ->
                        new UniqueCheck(kwargs, format, Rule.values(kwargs.text("column"), batch -> "true")));
        add(catalog, VALUES + "be_between", Bounds.kwargs(), kwargs -> {
            Bounds bounds = Bounds.needed(kwargs);
            return (column, family) -> bounds.hold(column);
        });
        add(catalog, VALUES + "be_in_set", Set.of("value_set"), kwargs -> inSet(kwargs, ""));
        add(catalog, VALUES + "not_be_in_set", Set.of("value_set"), kwargs -> inSet(kwargs, "NOT "));
        add(catalog, VALUES + "match_regex", Set.of("regex"), kwargs -> {
            String regex = kwargs.text("regex");
            return (column, family) -> matches(column, regex);
        });
        add(catalog, VALUES + "not_match_regex", Set.of("regex"), kwargs -> {
            String regex = kwargs.text("regex");
            return (column, family) -> "NOT " + matches(column, regex);
        });
        add(catalog, VALUES + "match_regex_list", Set.of("regex_list", "match_on"), ValueExpectations::regexList);
        add(catalog, VALUES + "match_like_pattern", Set.of("like_pattern"), kwargs -> {
            String pattern = kwargs.text("like_pattern");
            return (column, family) -> column + "::VARCHAR LIKE " + Sql.text(pattern);
        });
        lengths(catalog);
        catalog.add(
                "expect_column_value_z_scores_to_be_less_than", kwargs("threshold", "double_sided"), ZScoreCheck::new);
        catalog.add(
                VALUES + "be_of_type",
                kwargs("type_"),
                (kwargs, format) -> ofType(kwargs, List.of(kwargs.text("type_"))));
        catalog.add(
                VALUES + "be_in_type_list",
                kwargs("type_list"),
                (kwargs, format) -> ofType(kwargs, kwargs.names("type_list")));
    }

    private static Set<String> kwargs(String... more) {
        Set<String> all = new TreeSet<>(List.of(more));
        all.addAll(List.of("column", "mostly"));
        return all;
    }

    private static void add(Catalog catalog, String name, Set<String> more, Function<Kwargs, Expected> expected) {
        catalog.add(name, kwargs(more.toArray(String[]::new)), (kwargs, format) -> {
            String column = kwargs.text("column");
            Expected holds = expected.apply(kwargs);
            return new RowCheck(
                    kwargs, format, Rule.values(column, batch -> holds.sql(Batch.name(column), batch.family(column))));
        });
    }

    private static Check nulls(Kwargs kwargs, ResultFormat format, String expected) {
        String column = kwargs.text("column");
        return new RowCheck(
                kwargs,
                format,
                new Rule(List.of(column), "true", batch -> Batch.name(column) + expected, false, false));
    }

    private static Expected inSet(Kwargs kwargs, String not) {
        // Without a set nothing is asked.
        if (!kwargs.has("value_set")) {
            return (column, family) -> "CASE WHEN " + column + " IS NOT NULL THEN true END";
        }
        List<@Nullable Object> set = kwargs.list("value_set");
        return (column, family) -> {
            List<String> literals =
                    set.stream().filter(family::holds).map(Sql::literal).toList();
            return literals.isEmpty()
                    ? "CASE WHEN %s IS NOT NULL THEN %sfalse END".formatted(column, not)
                    : "%s %sIN (%s)".formatted(column, not, String.join(", ", literals));
        };
    }

    private static String matches(String column, String regex) {
        return "regexp_matches(" + column + "::VARCHAR, " + Sql.text(regex) + ")";
    }

    private static Expected regexList(Kwargs kwargs) {
        List<String> regexes = kwargs.names("regex_list");
        String operator = kwargs.oneOf("match_on", "any", "any", "all").equals("any") ? " OR " : " AND ";
        return (column, family) ->
                regexes.stream().map(regex -> matches(column, regex)).collect(Collectors.joining(operator));
    }

    private static void lengths(Catalog catalog) {
        add(catalog, "expect_column_value_lengths_to_be_between", Bounds.kwargs(), kwargs -> {
            Bounds bounds = Bounds.needed(kwargs);
            return (column, family) -> bounds.hold("length(" + column + ")");
        });
        add(catalog, "expect_column_value_lengths_to_equal", Set.of("value"), kwargs -> {
            double value = kwargs.number("value");
            return (column, family) -> "length(" + column + ") = " + Sql.literal(value);
        });
    }

    private static Check ofType(Kwargs kwargs, List<String> names) {
        return new OfType(kwargs.text("column"), names);
    }

    private record OfType(String column, List<String> names) implements Check {

        @Override
        public List<String> columns() {
            return List.of(column);
        }

        @Override
        public List<String> aggregates(Batch batch) {
            return List.of();
        }

        @Override
        public Finding find(Batch batch, List<@Nullable Object> values) {
            String type = batch.type(column);
            return Finding.observed(names.stream().anyMatch(name -> TypeFamily.isCalled(type, name)), type);
        }
    }
}
