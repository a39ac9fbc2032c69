package io.orchestrator.web.api;

import io.orchestrator.web.database.ReadRows;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.data.domain.Sort;
import org.springframework.data.jpa.domain.Specification;

/**
 * Which part of a list is asked for.
 *
 * @param limit 0 to 100
 */
public record Paging(int limit, int offset, Sort sort) {

    /** The parameters that make one. */
    public static final Set<String> PARAMETERS = Set.of("limit", "offset", "order_by");

    private static final int USUAL = 50;
    private static final int MOST = 100;

    /**
     * @param sortable what a list may be ordered by: the API's names, and those of the rows
     * @param otherwise the order if none is asked for; also what decides between equals
     */
    public static Paging of(Query query, Map<String, String> sortable, Sort otherwise) {
        var limit = query.integer("limit").orElse(USUAL);
        var offset = query.integer("offset").orElse(0);
        return of(limit, offset, query.texts("order_by"), sortable, otherwise);
    }

    public static Paging of(int limit, int offset, List<String> orderBy, Map<String, String> sortable, Sort otherwise) {
        if (limit < 0) {
            throw Query.invalid("limit", "It is %d: expected 0 to %d".formatted(limit, MOST));
        }
        if (offset < 0) {
            throw Query.invalid("offset", "It is %d: expected 0 or more".formatted(offset));
        }
        var orders = new ArrayList<Sort.Order>();
        for (var name : orderBy) {
            var descending = name.startsWith("-");
            var property = sortable.get(descending ? name.substring(1) : name);
            if (property == null) {
                throw ApiRefusal.badRequest(
                        "Ordering with '%s' is not possible. Possible are: %s, each also with a leading -"
                                .formatted(
                                        name,
                                        String.join(
                                                ", ",
                                                sortable.keySet().stream()
                                                        .sorted()
                                                        .toList())));
            }
            var order = descending ? Sort.Order.desc(property) : Sort.Order.asc(property);
            orders.add(TimeWindows.TIMES.contains(property) ? order.nullsLast() : order);
        }
        return new Paging(Math.min(limit, MOST), offset, Sort.by(orders).and(otherwise));
    }

    /** That part of the rows which pass the filter, and how many do in all. */
    public <T> Part<T> read(ReadRows<T, ?> rows, Specification<T> filter) {
        if (limit == 0) {
            return new Part<>(List.of(), rows.count(filter));
        }
        var page = rows.findAll(filter, new OffsetPage(limit, offset, sort));
        return new Part<>(page.getContent(), page.getTotalElements());
    }

    /**
     * The same of a list that may be very long: its total may be half a minute old.
     *
     * @param list equal for equal filters, for those alone who see the same rows
     */
    public <T> Part<T> readLong(ReadRows<T, ?> rows, Specification<T> filter, Totals totals, Object list) {
        Supplier<Long> count = () -> rows.count(filter);
        if (limit == 0) {
            return new Part<>(List.of(), totals.of(list, Long.class, count));
        }
        var page = new OffsetPage(limit, offset, sort);
        List<T> found = rows.findBy(filter, query -> query.slice(page)).getContent();
        // The last part tells by itself.
        var isLast = found.size() < limit && (offset == 0 || !found.isEmpty());
        return new Part<>(found, isLast ? offset + found.size() : totals.of(list, Long.class, count));
    }

    /** The same of a list of all that ever ran. */
    public <T> Part<T> readLongest(
            ReadRows<T, ?> rows, Specification<T> filter, Totals totals, Object list, TimeWindows windows) {
        return (limit == 0
                        ? Optional.<List<T>>empty()
                        : windows.read(rows, filter, new OffsetPage(limit, offset, sort)))
                .map(found -> new Part<>(found, totals.of(list, Long.class, () -> rows.count(filter))))
                .orElseGet(() -> readLong(rows, filter, totals, list));
    }

    /**
     * The order of a list that is in memory.
     *
     * @param orders an ascending one for each property that it may be ordered by
     */
    public <T> Comparator<T> order(Map<String, Comparator<T>> orders) {
        return sort.stream()
                .map(order -> order.isAscending()
                        ? Objects.requireNonNull(orders.get(order.getProperty()))
                        : Objects.requireNonNull(orders.get(order.getProperty()))
                                .reversed())
                .reduce(Comparator::thenComparing)
                .orElseThrow();
    }

    /** That part of a list that is in memory. */
    public <T> List<T> of(List<T> all) {
        return all.stream().skip(offset).limit(limit).toList();
    }

    /**
     * @param total how many there are in all
     */
    public record Part<T>(List<T> rows, long total) {}
}
