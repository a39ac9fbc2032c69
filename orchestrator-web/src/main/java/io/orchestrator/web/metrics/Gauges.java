package io.orchestrator.web.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.orchestrator.core.engine.Engine;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What is so at this moment in the whole installation, read from its rows when somebody asks: it is counted nowhere. */
@Component
final class Gauges {

    private static final double MILLIS = 1000;

    /** OFFSET 0: run by run, however many it believes to be open; else it reads all tasks there ever were. */
    private static final String FACTS = """
            SELECT (SELECT count(*) FROM server WHERE state = 'live' AND lease_until > now()) AS servers,
                   w.workers, w.slots, a.running, a.queued, greatest(0, w.slots - a.running) AS open,
                   (SELECT count(*) FROM (SELECT run_key FROM dag_run WHERE NOT settled) r
                    CROSS JOIN LATERAL (SELECT state FROM task_instance WHERE run_key = r.run_key OFFSET 0) i
                    WHERE i.state = 'scheduled') AS waiting,
                   (SELECT count(*) FROM dag_run WHERE NOT settled AND state = 'queued') AS runs_queued,
                   (SELECT count(*) FROM dag_run WHERE NOT settled AND state = 'running') AS runs_running,
                   (SELECT count(*) FROM dag WHERE active) AS dags,
                   (SELECT count(*) FROM dag WHERE active AND paused) AS paused,
                   (SELECT count(*) FROM import_error) AS import_errors,
                   (SELECT count(*) FROM dag_schedule s JOIN dag d USING (dag_id)
                    WHERE d.active AND NOT d.paused AND s.next_due < now() - interval '60 seconds') AS late
            FROM (SELECT count(*) AS workers, coalesce(sum(slots), 0) AS slots
                  FROM worker_session WHERE state = 'live') w,
                 (SELECT count(*) FILTER (WHERE a.state = 'running') AS running,
                         count(*) FILTER (WHERE a.state = 'queued') AS queued
                  FROM (SELECT run_key FROM dag_run WHERE NOT settled) r
                  CROSS JOIN LATERAL (SELECT state FROM task_attempt
                                      WHERE run_key = r.run_key AND ended_at IS NULL OFFSET 0) a) a
            """;

    private static final String POOLS = """
            SELECT p.name, p.slots, coalesce(sum(s.slots), 0) AS taken FROM pool p LEFT JOIN pool_slot s ON s.pool = p.name
            GROUP BY p.name, p.slots
            """;

    /** The columns of {@link #FACTS}, and Airflow's names, or names like them. */
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("servers", "scheduler_live"),
            Map.entry("workers", "executor_workers"),
            Map.entry("slots", "executor_slots"),
            Map.entry("running", "executor_running_tasks"),
            Map.entry("queued", "executor_queued_tasks"),
            Map.entry("open", "executor_open_slots"),
            Map.entry("waiting", "scheduler_tasks_executable"),
            Map.entry("runs_queued", "dagrun_queued"),
            Map.entry("runs_running", "dagrun_running"),
            Map.entry("dags", "dagbag_size"),
            Map.entry("paused", "dag_paused"),
            Map.entry("import_errors", "dag_processing_import_errors"),
            Map.entry("late", "dag_late"));

    private final JdbcClient database;
    private final Map<String, MultiGauge> gauges = new HashMap<>();

    Gauges(JdbcClient database, Engine engine, MeterRegistry figures) {
        this.database = database;
        NAMES.values()
                .forEach(name -> gauges.put(
                        name, MultiGauge.builder(TurnMeters.PREFIX + name).register(figures)));
        List.of("pool_slots", "pool_taken_slots", "pool_open_slots")
                .forEach(name -> gauges.put(
                        name, MultiGauge.builder(TurnMeters.PREFIX + name).register(figures)));
        figures.gauge(
                TurnMeters.PREFIX + "scheduler_serving",
                engine,
                asked -> asked.health().serving() ? 1 : 0);
        figures.gauge(
                TurnMeters.PREFIX + "scheduler_last_turn_age_seconds",
                engine,
                asked -> asked.health().lastTurnAgeMillis() / MILLIS);
    }

    private record Figure(String name, Tags tags, double value) {}

    /** Reads all of it again: two statements. Where the database does not answer, the figures stay away. */
    synchronized void read() {
        var rows = new HashMap<String, List<Row<?>>>();
        var figures = new ArrayList<Figure>();
        try {
            figures.addAll(
                    database.sql(FACTS).query((row, number) -> facts(row)).single());
            database.sql(POOLS)
                    .query((row, number) -> figures.addAll(pool(row)))
                    .list();
        } finally {
            figures.forEach(figure -> rows.computeIfAbsent(figure.name(), name -> new ArrayList<>())
                    .add(Row.of(figure.tags(), figure.value())));
            gauges.forEach((name, gauge) -> gauge.register(rows.getOrDefault(name, List.of()), true));
        }
    }

    private static List<Figure> facts(ResultSet row) throws SQLException {
        var facts = new ArrayList<Figure>();
        for (var name : NAMES.entrySet()) {
            facts.add(new Figure(name.getValue(), Tags.empty(), row.getDouble(name.getKey())));
        }
        return facts;
    }

    /** Slots of the default pool are only counted where it has a limit. */
    private static List<Figure> pool(ResultSet row) throws SQLException {
        var pool = Tags.of("pool", row.getString("name"));
        double slots = row.getInt("slots");
        double taken = row.getInt("taken");
        var figures = new ArrayList<>(
                List.of(new Figure("pool_slots", pool, slots), new Figure("pool_taken_slots", pool, taken)));
        if (slots >= 0) {
            figures.add(new Figure("pool_open_slots", pool, Math.max(0, slots - taken)));
        }
        return figures;
    }
}
