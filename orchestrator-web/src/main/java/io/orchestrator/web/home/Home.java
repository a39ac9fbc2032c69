package io.orchestrator.web.home;

import io.orchestrator.core.engine.Engine;
import io.orchestrator.core.run.RunKeys;
import io.orchestrator.web.api.Totals;
import io.orchestrator.web.database.Columns;
import io.orchestrator.web.home.HomeView.Ended;
import io.orchestrator.web.home.HomeView.Facts;
import io.orchestrator.web.home.HomeView.Failed;
import io.orchestrator.web.home.HomeView.Late;
import io.orchestrator.web.home.HomeView.Open;
import io.orchestrator.web.home.HomeView.Trouble;
import io.orchestrator.web.run.RunCounts;
import io.orchestrator.web.run.RunLine;
import io.orchestrator.web.security.Access;
import io.orchestrator.web.security.Right;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the first page: seven statements, however much there is. */
@Component
class Home {

    private static final int SHOWN = 8;
    private static final Duration DAY = Duration.ofDays(1);
    /** Less is not late: the alarm clock and the engine need their moment. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final Duration STUCK = Duration.ofSeconds(30);

    private final JdbcClient database;
    private final Access access;
    private final Engine engine;
    private final Totals totals;
    private final Clock clock;

    Home(JdbcClient database, Access access, Engine engine, Totals totals, Clock clock) {
        this.database = database;
        this.access = access;
        this.engine = engine;
        this.totals = totals;
        this.clock = clock;
    }

    HomeView view() {
        var now = clock.instant();
        var facts = counted(Facts.class, this::facts);
        return new HomeView(
                facts,
                trouble(facts),
                open(now),
                counted(FailedRuns.class, () -> failed(now)).runs(),
                late(now),
                counted(Ended.class, () -> ended(now)));
    }

    /** Twenty people may have this page open, and see the same. */
    private <T> T counted(Class<T> type, Supplier<T> count) {
        return totals.of(List.of(type, access.dags(Right.SEE)), type, count);
    }

    private JdbcClient.StatementSpec visible(String sql) {
        return database.sql(sql).param("visible", access.dagArray(Right.SEE));
    }

    private Facts facts() {
        var runs = visible(HomeSql.OPEN_COUNTS)
                .query((row, number) -> new long[] {row.getLong("running"), row.getLong("queued")})
                .single();
        return visible(HomeSql.FACTS)
                .query((row, number) -> new Facts(
                        row.getLong("servers"),
                        row.getLong("workers"),
                        row.getLong("draining"),
                        row.getLong("slots"),
                        row.getLong("busy"),
                        row.getLong("queued"),
                        row.getLong("ready"),
                        row.getLong("import_errors"),
                        row.getLong("active"),
                        row.getLong("paused"),
                        runs[0],
                        runs[1]))
                .single();
    }

    private List<Trouble> trouble(Facts facts) {
        var health = engine.health();
        List<Trouble> trouble = new ArrayList<>();
        if (!health.serving()) {
            trouble.add(new Trouble("The engine of this server stands still: it cannot reach the database.", "", true));
        } else if (health.lastTurnAgeMillis() > STUCK.toMillis()) {
            trouble.add(new Trouble(
                    "The engine of this server has taken no turn for %d s: look at the server’s log."
                            .formatted(health.lastTurnAgeMillis() / 1000),
                    "",
                    true));
        }
        if (facts.workers() == 0) {
            trouble.add(new Trouble("No worker is connected: tasks wait until one is.", "/workers", true));
        }
        if (facts.importErrors() > 0) {
            trouble.add(new Trouble(
                    facts.importErrors() == 1
                            ? "A DAG could not be read."
                            : "%d DAGs or bundles could not be read.".formatted(facts.importErrors()),
                    "/import-errors",
                    false));
        }
        return trouble;
    }

    private List<Open> open(Instant now) {
        var runs = visible(HomeSql.OPEN)
                .param("number", SHOWN)
                .query((row, number) -> RunLine.of(row))
                .list();
        var progress = progress(runs);
        return runs.stream()
                .map(run -> new Open(
                        run,
                        run.span(now),
                        RunCounts.View.of(progress.getOrDefault(run.runKey(), Map.of()), run.href())))
                .toList();
    }

    private Map<Long, Map<String, Long>> progress(List<RunLine> runs) {
        Map<Long, Map<String, Long>> progress = new HashMap<>();
        if (!runs.isEmpty()) {
            database.sql(HomeSql.PROGRESS)
                    .param("runs", runs.stream().map(RunLine::runKey).toList())
                    .query((row, number) -> progress.computeIfAbsent(row.getLong("run_key"), key -> new HashMap<>())
                            .put(row.getString("state"), row.getLong("number")))
                    .list();
        }
        return progress;
    }

    private record FailedRuns(List<Failed> runs) {}

    /** Where few failed it looks at all runs of a day to find them. */
    private FailedRuns failed(Instant now) {
        return new FailedRuns(visible(HomeSql.FAILED)
                .param("since", RunKeys.since(now.minus(DAY)))
                .param("number", SHOWN)
                .query((row, number) -> failed(row, now))
                .list());
    }

    private static Failed failed(ResultSet row, Instant now) throws SQLException {
        var run = RunLine.of(row);
        return new Failed(run, run.span(now), Objects.requireNonNullElse(row.getString("state_reason"), ""));
    }

    private List<Late> late(Instant now) {
        return visible(HomeSql.LATE)
                .param("before", Timestamp.from(now.minus(PATIENCE)))
                .param("number", SHOWN)
                .query((row, number) ->
                        new Late(row.getString("dag_id"), row.getString("run_id"), Columns.some(row, "due")))
                .list();
    }

    private Ended ended(Instant now) {
        return visible(HomeSql.ENDED)
                .param("since", RunKeys.since(now.minus(DAY)))
                .query((row, number) -> new Ended(row.getLong("success"), row.getLong("failed")))
                .single();
    }
}
