package io.orchestrator.bench.ui;

import io.orchestrator.bench.cluster.Api;
import io.orchestrator.bench.cluster.Waiting;
import io.orchestrator.bench.engine.BenchFailed;
import io.orchestrator.bench.engine.Numbers;
import io.orchestrator.bench.engine.Progress;
import io.orchestrator.bench.ui.OpenPages.Open;
import io.orchestrator.bench.ui.dags.Brief;
import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Tasks per second without and with 20 open pages, in turns, so that a machine that changes its speed does so for both. */
final class EngineShare {

    private static final int PAGES = 20;
    private static final int BATCH = 200;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final String NEWEST = "SELECT coalesce(max(run_key), 0) FROM dag_run";

    /** Asked again and again, so it must cost nothing. */
    private static final String OPEN =
            "SELECT count(*) FROM (SELECT FROM dag_run WHERE NOT settled AND dag_id = '%s' LIMIT 1) AS one"
                    .formatted(Brief.ID);

    /** Of the runs that are newer than others: it does not take longer the more rounds there were. */
    private static final String TOOK = """
            SELECT count(*), count(*) FILTER (WHERE state = 'success'), extract(epoch FROM max(ended_at) - min(queued_at))
              FROM dag_run WHERE run_key > ? AND dag_id = ? AND run_id LIKE ?""";

    private final Api api;
    private final Connection database;
    private final List<Person> people;
    private final int runs;
    private final String start;

    EngineShare(Api api, Connection database, List<Person> people, int runs, String start) {
        this.api = api;
        this.database = database;
        this.people = people;
        this.runs = runs;
        this.start = start;
    }

    /**
     * The medians of some rounds.
     *
     * @param refreshesPerSecond of all pages together
     */
    record Shares(double alone, double beside, double refreshesPerSecond) {

        /** What the pages cost, as a part of the throughput. */
        double cost() {
            return 1 - beside / alone;
        }
    }

    Shares measure(int rounds) throws Exception {
        drive(start + "warm");
        List<Double> alone = new ArrayList<>();
        List<Double> beside = new ArrayList<>();
        List<Double> refreshes = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            alone.add(drive(start + "alone" + round));
            String name = start + "beside" + round;
            try (OpenPages open = new OpenPages(people, pages(name))) {
                beside.add(drive(name));
                refreshes.add(open.refreshes() * beside.getLast() / runs / Brief.TASKS);
            }
            Progress.say(
                    "%.0f tasks/s alone, %.0f beside %d pages that refreshed themselves %.0f times a second",
                    alone.getLast(), beside.getLast(), PAGES, refreshes.getLast());
        }
        return new Shares(median(alone), median(beside), median(refreshes));
    }

    private static double median(List<Double> values) {
        return Numbers.median(values.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /** What twenty people would have open: the beginning, lists, the DAG that is busy, and its runs. */
    private static List<Open> pages(String name) {
        String dag = "/dags/" + Brief.ID;
        List<Open> pages = new ArrayList<>(List.of(
                new Open("/events", "/"),
                new Open("/events", "/"),
                new Open("/events", "/dags"),
                new Open("/events", "/dags"),
                new Open("/events" + dag, dag),
                new Open("/events" + dag, dag),
                new Open("/events" + dag, dag + "/runs"),
                new Open("/events" + dag, dag + "/graph"),
                new Open("/events/dags/thousand", "/dags/thousand"),
                new Open("/events/dags/mapped", "/dags/mapped")));
        IntStream.range(pages.size(), PAGES).forEach(i -> {
            String run = "%s/runs/%s-%d".formatted(dag, name, i);
            pages.add(new Open("/events" + run, run));
        });
        return pages;
    }

    private double drive(String name) throws Exception {
        long before = number(NEWEST);
        for (int first = 0; first < runs; first += BATCH) {
            trigger(name, first, Math.min(runs, first + BATCH), before);
        }
        Waiting.until("The end of all runs", PATIENCE, () -> number(OPEN) == 0);
        Progressed all = progress(name, before);
        if (all.ended() != runs) {
            throw new BenchFailed("Of %,d runs only %,d have succeeded.".formatted(runs, all.ended()));
        }
        return runs * Brief.TASKS / all.seconds();
    }

    private void trigger(String name, int from, int until, long before) throws IOException, InterruptedException {
        List<Map<String, @Nullable Object>> asked =
                IntStream.range(from, until).mapToObj(i -> run(name + "-" + i)).toList();
        try {
            Api.Answer answer =
                    api.post("/api/v2/dags/%s/dagRuns/batch".formatted(Brief.ID), Map.of("dag_runs", asked));
            if (answer.status() != 200) {
                throw new BenchFailed("Runs were answered with %d: %s".formatted(answer.status(), answer.body()));
            }
        } catch (HttpTimeoutException late) {
            // What was asked for is done all the same, only later.
            Waiting.until(
                    "The beginning of runs",
                    PATIENCE,
                    () -> progress(name, before).there() == until);
        }
    }

    private static Map<String, @Nullable Object> run(String runId) {
        Map<String, @Nullable Object> run = new HashMap<>();
        run.put("dag_run_id", runId);
        run.put("logical_date", null);
        return run;
    }

    /** @param seconds from the first that was queued to the last that has ended */
    private record Progressed(long there, long ended, double seconds) {}

    private Progressed progress(String name, long before) throws SQLException {
        try (PreparedStatement query = database.prepareStatement(TOOK)) {
            query.setLong(1, before);
            query.setString(2, Brief.ID);
            query.setString(3, name + "-%");
            ResultSet row = query.executeQuery();
            row.next();
            return new Progressed(row.getLong(1), row.getLong(2), row.getDouble(3));
        }
    }

    private long number(String sql) throws SQLException {
        try (PreparedStatement query = database.prepareStatement(sql)) {
            ResultSet row = query.executeQuery();
            row.next();
            return row.getLong(1);
        }
    }
}
