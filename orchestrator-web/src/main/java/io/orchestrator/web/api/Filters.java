package io.orchestrator.web.api;

import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.Expression;
import jakarta.persistence.criteria.Predicate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.data.jpa.domain.Specification;

/** Filters of lists. Names of properties are constants of ours, values always go to the database as parameters. */
public final class Filters {

    private static final Set<String> ENDS = Set.of("_gte", "_gt", "_lte", "_lt");

    private Filters() {}

    public static <T> Specification<T> all() {
        return Specification.unrestricted();
    }

    public static <T> Specification<T> equal(String property, Object value) {
        return (row, query, build) -> build.equal(row.get(property), value);
    }

    public static <T> Specification<T> in(String property, Collection<?> values) {
        return (row, query, build) -> row.get(property).in(values);
    }

    /** Contains the text, in upper or lower case; {@code %} and {@code _} are wild cards. */
    public static <T> Specification<T> like(String property, String pattern) {
        var lower = "%" + pattern.toLowerCase(Locale.ROOT) + "%";
        return (row, query, build) -> build.like(build.lower(row.get(property)), lower);
    }

    /** Names of the parameters that {@link #ranges} reads for these prefixes. */
    public static Set<String> rangeParameters(Set<String> prefixes) {
        return prefixes.stream()
                .flatMap(prefix -> ENDS.stream().map(end -> prefix + end))
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Filters such as {@code start_date_gte}.
     *
     * @param properties the parameters' prefixes, and the properties that they are about
     */
    public static <T> Specification<T> ranges(Query query, Map<String, String> properties) {
        return properties.entrySet().stream()
                .flatMap(entry -> Filters.<T>range(query, entry.getKey(), entry.getValue()))
                .reduce(all(), Specification::and);
    }

    /** Filters such as {@code duration_gte}, in seconds; what has not ended has no duration. */
    public static <T> Specification<T> durations(Query query, String start, String end) {
        return ENDS.stream()
                .flatMap(comparison -> query.number("duration" + comparison).stream()
                        .map(seconds -> Filters.<T>compareDuration(start, end, comparison, seconds)))
                .reduce(all(), Specification::and);
    }

    private static <T> Specification<T> compareDuration(String start, String end, String comparison, double seconds) {
        return (row, query, build) -> {
            var length = build.function("timestamptz_mi", Object.class, row.get(end), row.get(start));
            var path = build.function("date_part", Double.class, build.literal("epoch"), length);
            return compare(build, path, comparison, seconds);
        };
    }

    private static <V extends Comparable<? super V>> Predicate compare(
            CriteriaBuilder build, Expression<V> path, String comparison, V value) {
        return switch (comparison) {
            case "_gte" -> build.greaterThanOrEqualTo(path, value);
            case "_gt" -> build.greaterThan(path, value);
            case "_lte" -> build.lessThanOrEqualTo(path, value);
            default -> build.lessThan(path, value);
        };
    }

    /** Filters such as {@code updated_at_gte}, on the latest of some times. */
    public static <T> Specification<T> latest(Query query, String prefix, String... properties) {
        return ENDS.stream()
                .flatMap(comparison -> query.instant(prefix + comparison).stream()
                        .map(value -> (Specification<T>) (row, criteria, build) -> {
                            var times = Arrays.stream(properties).map(row::get).toArray(Expression<?>[]::new);
                            return compare(build, build.function("greatest", Instant.class, times), comparison, value);
                        }))
                .reduce(all(), Specification::and);
    }

    /** Nothing passes where the parameter is given: what it asks for, nothing here has. */
    public static <T> Specification<T> nothingHas(Query query, String parameter) {
        return query.text(parameter).isEmpty() ? all() : (row, criteria, build) -> build.disjunction();
    }

    private static <T> Stream<Specification<T>> range(Query query, String prefix, String property) {
        return ENDS.stream()
                .flatMap(end ->
                        query.instant(prefix + end).stream().map(value -> Filters.<T>compare(property, end, value)));
    }

    /** @param end as the parameters of {@link #ranges} have them */
    static <T> Specification<T> compare(String property, String end, Instant value) {
        return (row, query, build) -> compare(build, row.<Instant>get(property), end, value);
    }
}
