package io.orchestrator.web.api;

import io.orchestrator.core.run.RunKeys;
import io.orchestrator.web.database.ReadRows;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.data.jpa.domain.Specification;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Reads what comes first of a very long list of runs or task instances in the order of a time. No index has that order, as each task
 * would pay for it with a write. What there is tells which blocks of a table have rows of a window of time, so the window at the end
 * that is asked for grows until enough rows are in it.
 */
@Component
public class TimeWindows {

    /** The properties that have such an index. Rows without such a time come last, in both orders. */
    static final Set<String> TIMES = Set.of("queuedAt", "startedAt", "endedAt", "runAfter", "logicalDate");

    private static final Duration FIRST = Duration.ofMinutes(1);
    private static final int GROWTH = 8;
    private static final int MOST = 7;

    private final JdbcClient database;
    private final Clock clock;

    TimeWindows(JdbcClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Empty: the list has another order, or none of the windows has enough rows; one of all time would be read twice. */
    <T> Optional<List<T>> read(ReadRows<T, ?> rows, Specification<T> filter, OffsetPage page) {
        var first = page.sort().iterator().next();
        if (!TIMES.contains(first.getProperty())) {
            return Optional.empty();
        }
        var newest = clock.instant();
        var oldest = oldest();
        var width = FIRST;
        for (int window = 0; window < MOST && width.compareTo(Duration.between(oldest, newest)) < 0; window++) {
            var edge = first.isDescending() ? newest.minus(width) : oldest.plus(width);
            var within = filter.and(Filters.compare(first.getProperty(), first.isDescending() ? "_gte" : "_lt", edge));
            var found = rows.findBy(within, query -> query.slice(page)).getContent();
            if (found.size() == page.limit()) {
                return Optional.of(found);
            }
            width = width.multipliedBy(GROWTH);
        }
        return Optional.empty();
    }

    /** When about the oldest run was made. Where a window begins changes what it costs, never what is found. */
    private Instant oldest() {
        return database.sql("SELECT run_key FROM dag_run ORDER BY run_key LIMIT 1")
                .query(Long.class)
                .optional()
                .map(RunKeys::at)
                .orElse(Instant.EPOCH);
    }
}
