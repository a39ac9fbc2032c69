package io.orchestrator.integration.duckdb.gx;

import io.orchestrator.integration.duckdb.Sql;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** From where to where; both ends are within unless strict, a null is no bound. */
record Bounds(@Nullable Object min, @Nullable Object max, boolean strictMin, boolean strictMax) {

    private static final List<String> KWARGS = List.of("min_value", "max_value", "strict_min", "strict_max");

    static Set<String> kwargs(String... more) {
        return Stream.concat(KWARGS.stream(), Stream.of(more)).collect(Collectors.toCollection(TreeSet::new));
    }

    static Bounds of(Kwargs kwargs) {
        Object min = kwargs.get("min_value");
        Object max = kwargs.get("max_value");
        if (min instanceof Number low && max instanceof Number high && low.doubleValue() > high.doubleValue()) {
            throw kwargs.fault("has min_value = " + min + " above max_value = " + max + "; exchange them");
        }
        for (Object bound : new @Nullable Object[] {min, max}) {
            if (bound != null && !(bound instanceof Number) && !(bound instanceof String)) {
                throw kwargs.fault("has a bound " + bound + "; expected a number, or a text for times and texts");
            }
        }
        return new Bounds(min, max, kwargs.flag("strict_min", false), kwargs.flag("strict_max", false));
    }

    /** The same, where one bound at least is needed. */
    static Bounds needed(Kwargs kwargs) {
        Bounds bounds = of(kwargs);
        if (bounds.min == null && bounds.max == null) {
            throw kwargs.fault("has neither min_value nor max_value; give at least one");
        }
        return bounds;
    }

    /** A predicate that is null where the expression is. */
    String hold(String expression) {
        String low = min == null ? null : expression + (strictMin ? " > " : " >= ") + Sql.literal(min);
        String high = max == null ? null : expression + (strictMax ? " < " : " <= ") + Sql.literal(max);
        if (low == null && high == null) {
            return expression + " IS NOT NULL";
        }
        return Stream.of(low, high).filter(part -> part != null).collect(Collectors.joining(" AND "));
    }
}
