package io.orchestrator.web.monitor;

import static java.util.stream.Collectors.groupingBy;

import io.orchestrator.web.dag.Tag;
import io.orchestrator.web.database.Columns;
import io.orchestrator.web.layout.Durations;
import io.orchestrator.web.layout.Pager;
import io.orchestrator.web.monitor.DagListView.Counts;
import io.orchestrator.web.monitor.DagListView.Filter;
import io.orchestrator.web.monitor.DagListView.Line;
import io.orchestrator.web.run.RunLine;
import io.orchestrator.web.security.Access;
import io.orchestrator.web.security.Right;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the DAG list: four statements, however many DAGs there are. */
@Component
class DagList {

    private static final int PAGE = 50;
    private static final int RECENT = 14;
    private static final int TAGS = 3;

    private final JdbcClient database;
    private final Access access;
    private final Clock clock;

    DagList(JdbcClient database, Access access, Clock clock) {
        this.database = database;
        this.access = access;
        this.clock = clock;
    }

    DagListView view(Filter filter, int page) {
        var counts = counts(filter);
        var pager = Pager.at(filter.address(), page, PAGE, inGroup(filter, counts));
        var found = found(filter, pager);
        var runs = recentRuns(found.stream().map(Found::dagId).toList());
        var now = clock.instant();
        var lines = found.stream()
                .map(dag -> line(dag, runs.getOrDefault(dag.dagId(), List.of()), now))
                .toList();
        var choices = choices();
        return new DagListView(
                lines,
                filter,
                counts,
                choices.getOrDefault("tag", List.of()),
                choices.getOrDefault("owner", List.of()),
                pager);
    }

    private static Line line(Found dag, List<RunLine> newestFirst, Instant now) {
        var newest = newestFirst.isEmpty() ? null : newestFirst.getFirst();
        return new Line(
                dag.dagId(),
                dag.description(),
                Tag.all(dag.tags().stream().limit(TAGS).toList()),
                dag.paused(),
                dag.schedule(),
                dag.nextDue(),
                dag.running(),
                dag.queued(),
                RunLine.bars(newestFirst.reversed(), now),
                newest,
                newest == null ? Durations.Span.NONE : newest.span(now));
    }

    private static long inGroup(Filter filter, Counts counts) {
        return switch (filter.status()) {
            case "running" -> counts.running();
            case "failed" -> counts.failed();
            case "paused" -> counts.paused();
            default -> counts.all();
        };
    }

    private Counts counts(Filter filter) {
        return statement(DagListSql.COUNTS, filter)
                .query((row, number) -> new Counts(
                        row.getLong("all_dags"), row.getLong("running"), row.getLong("failed"), row.getLong("paused")))
                .single();
    }

    private List<Found> found(Filter filter, Pager pager) {
        return statement(DagListSql.PAGE, filter)
                .param("status", filter.status())
                .param("size", pager.size())
                .param("offset", pager.offset())
                .query((row, number) -> Found.of(row))
                .list();
    }

    private JdbcClient.StatementSpec statement(String sql, Filter filter) {
        return database.sql(sql)
                .param("visible", access.dagArray(Right.SEE))
                .param("text", filter.text().toLowerCase(Locale.ROOT))
                .param("tag", filter.tag())
                .param("owner", filter.owner());
    }

    private Map<String, List<RunLine>> recentRuns(List<String> dagIds) {
        if (dagIds.isEmpty()) {
            return Map.of();
        }
        return database
                .sql(DagListSql.RECENT_RUNS)
                .param("each", RECENT)
                .param("dags", dagIds)
                .query((row, number) -> RunLine.of(row))
                .list()
                .stream()
                .collect(groupingBy(RunLine::dagId));
    }

    private Map<String, List<String>> choices() {
        Map<String, List<String>> choices = new HashMap<>();
        database.sql(DagListSql.CHOICES)
                .param("visible", access.dagArray(Right.SEE))
                .query((row, number) -> choices.computeIfAbsent(row.getString("kind"), kind -> new ArrayList<>())
                        .add(row.getString("name")))
                .list();
        return choices;
    }

    private record Found(
            String dagId,
            @Nullable String description,
            List<String> tags,
            boolean paused,
            String schedule,
            @Nullable Instant nextDue,
            long running,
            long queued) {

        static Found of(ResultSet row) throws SQLException {
            return new Found(
                    row.getString("dag_id"),
                    row.getString("description"),
                    Columns.texts(row, "tags"),
                    row.getBoolean("paused"),
                    row.getString("schedule"),
                    Columns.instant(row, "next_due"),
                    row.getLong("running"),
                    row.getLong("queued"));
        }
    }
}
