package io.orchestrator.web.health;

import io.orchestrator.web.api.ApiEndpoint;
import io.orchestrator.web.api.NumericId;
import io.orchestrator.web.api.Paging;
import io.orchestrator.web.api.Query;
import io.orchestrator.web.database.Columns;
import io.orchestrator.web.security.Needs;
import io.orchestrator.web.security.Right;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Sort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;

/** The servers, present and past: what schedules here. Airflow's other kinds of jobs do not exist. */
@ApiEndpoint
@Needs(Right.SEE)
class JobApi {

    private static final String SERVERS = """
            SELECT server_id, url, state, started_at, ended_at, heartbeat_at,
                   state IN ('live', 'draining') AND lease_until > now() AS alive
            FROM server
            ORDER BY started_at DESC LIMIT 10000
            """;
    private static final String KIND = "SchedulerJob";
    private static final Set<String> ENDS = Set.of("_gte", "_gt", "_lte", "_lt");
    private static final Set<String> PARAMETERS = Query.names(
            Query.names(Paging.PARAMETERS, "is_alive", "job_state", "job_type", "hostname", "executor_class"),
            Stream.of("start_date", "end_date")
                    .flatMap(name -> ENDS.stream().map(end -> name + end))
                    .toArray(String[]::new));
    private static final Map<String, Comparator<Job>> ORDERS = Map.of(
            "id", Comparator.comparingLong(Job::id),
            "start_date", Comparator.comparing(Job::startDate),
            "end_date", Comparator.comparing(Job::endDate, Comparator.nullsLast(Comparator.naturalOrder())),
            "latest_heartbeat", Comparator.comparing(Job::latestHeartbeat),
            "hostname", Comparator.comparing(Job::hostname),
            "state", Comparator.comparing(Job::state));

    private final JdbcClient database;

    JobApi(JdbcClient database) {
        this.database = database;
    }

    record Jobs(List<Job> jobs, int totalEntries) {}

    record Job(
            long id,
            @Nullable String dagId,
            String state,
            String jobType,
            Instant startDate,
            @Nullable Instant endDate,
            Instant latestHeartbeat,
            @Nullable String executorClass,
            String hostname,
            @Nullable String unixname,
            @Nullable String dagDisplayName) {}

    private record Line(Job job, boolean alive) {}

    @GetMapping("/api/v2/jobs")
    Jobs list(HttpServletRequest request) {
        var query = Query.of(request, PARAMETERS);
        var names = ORDERS.keySet().stream().collect(Collectors.toMap(n -> n, n -> n));
        var paging = Paging.of(query, names, Sort.by("id"));
        var first = paging.sort().iterator().next();
        var order = Objects.requireNonNull(ORDERS.get(first.getProperty()));
        var jobs = lines().stream()
                .filter(line -> query.flag("is_alive").orElse(line.alive()) == line.alive())
                .map(Line::job)
                .filter(job -> isWanted(query, job))
                .sorted(first.isDescending() ? order.reversed() : order)
                .toList();
        return new Jobs(paging.of(jobs), jobs.size());
    }

    private List<Line> lines() {
        return database.sql(SERVERS)
                .query((row, number) -> new Line(
                        new Job(
                                NumericId.of(row.getObject("server_id", UUID.class)),
                                null,
                                word(row.getString("state")),
                                KIND,
                                Columns.some(row, "started_at"),
                                Columns.instant(row, "ended_at"),
                                Columns.some(row, "heartbeat_at"),
                                null,
                                row.getString("url"),
                                null,
                                null),
                        row.getBoolean("alive")))
                .list();
    }

    /** In Airflow's words. */
    private static String word(String state) {
        return switch (state) {
            case "live", "draining" -> "running";
            case "ended" -> "success";
            default -> "failed";
        };
    }

    private static boolean isWanted(Query query, Job job) {
        return query.text("job_type").orElse(KIND).equals(KIND)
                && query.text("executor_class").isEmpty()
                && query.text("job_state").orElse(job.state()).equals(job.state())
                && query.text("hostname").orElse(job.hostname()).equals(job.hostname())
                && within(query, "start_date", Job::startDate, job)
                && within(query, "end_date", Job::endDate, job);
    }

    private static boolean within(Query query, String name, Function<Job, @Nullable Instant> of, Job job) {
        return ENDS.stream()
                .allMatch(end -> query.instant(name + end)
                        .map(limit -> {
                            var time = of.apply(job);
                            return time != null && holds(time.compareTo(limit), end);
                        })
                        .orElse(true));
    }

    private static boolean holds(int comparison, String end) {
        return switch (end) {
            case "_gte" -> comparison >= 0;
            case "_gt" -> comparison > 0;
            case "_lte" -> comparison <= 0;
            default -> comparison < 0;
        };
    }
}
