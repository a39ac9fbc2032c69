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

/** Reads the DAG list: three statements, however many DAGs there are. */
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
        var asked = page(filter, (Math.max(1, page) - 1L) * PAGE);
        var pager = Pager.at(filter.address(), page, PAGE, inGroup(filter, asked.counts()));
        var read = asked.isAt(pager) ? asked : page(filter, pager.offset());
        var counts = read.counts();
        var found = read.dags();
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

    private Page page(Filter filter, long offset) {
        var page = new Page(offset, new ArrayList<>(), new ArrayList<>());
        database.sql(DagListSql.PAGE)
                .param("visible", access.dagArray(Right.SEE))
                .param("text", filter.text().toLowerCase(Locale.ROOT))
                .param("tag", filter.tag())
                .param("owner", filter.owner())
                .param("status", filter.status())
                .param("size", PAGE)
                .param("offset", offset)
                .query(page::add);
        return page;
    }

    /**
     * A part of the DAGs that were found, and how many there are in all.
     *
     * @param all one element, when it was read
     */
    private record Page(long offset, List<Counts> all, List<Found> dags) {

        void add(ResultSet row) throws SQLException {
            if (all.isEmpty()) {
                all.add(new Counts(
                        row.getLong("all_dags"),
                        row.getLong("running_dags"),
                        row.getLong("failed_dags"),
                        row.getLong("paused_dags")));
            }
            if (row.getString("dag_id") != null) {
                dags.add(Found.of(row));
            }
        }

        Counts counts() {
            return all.getFirst();
        }

        /** Whoever asks for a page behind the last gets the last. */
        boolean isAt(Pager pager) {
            return offset == pager.offset();
        }
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
