package io.orchestrator.web.api;

import java.time.Instant;
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

    private static <T> Stream<Specification<T>> range(Query query, String prefix, String property) {
        return ENDS.stream()
                .flatMap(end ->
                        query.instant(prefix + end).stream().map(value -> Filters.<T>compare(property, end, value)));
    }

    private static <T> Specification<T> compare(String property, String end, Instant value) {
        return (row, query, build) -> {
            var path = row.<Instant>get(property);
            return switch (end) {
                case "_gte" -> build.greaterThanOrEqualTo(path, value);
                case "_gt" -> build.greaterThan(path, value);
                case "_lte" -> build.lessThanOrEqualTo(path, value);
                default -> build.lessThan(path, value);
            };
        };
    }
}
