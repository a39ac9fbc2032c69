package io.orchestrator.web.pages;

import io.orchestrator.core.log.LogStore;
import io.orchestrator.protocol.graph.DagGraph;
import io.orchestrator.protocol.graph.TaskSpec;
import io.orchestrator.protocol.worker.LogLine;
import io.orchestrator.web.SampleAssets;
import io.orchestrator.web.SampleBackfills;
import io.orchestrator.web.SampleDatasets;
import io.orchestrator.web.SampleModels;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A database in which everything that pages show has happened at least once. */
final class PagesFixture {

    static final String PIPELINE = "ai_pipeline";
    static final String FAILED_RUN = "scheduled__the_failed_one";
    static final String FAILED_TASK = "train_model";
    static final String LIVE_RUN = "scheduled__the_live_one";
    static final String EVERY_STATE = "every_state";
    static final String WIDE = "score_all_customers";
    static final String LONG =
            "customer_segmentation_feature_store_backfill_for_all_regions_and_tenants_including_the_archived_ones_v2";
    static final String EMPTY = "not_run_yet";
    /** How many lines the log of the live run's first task has. */
    static final int LONG_LOG = 10_000;

    static final String GROUPED = "feature_store";
    static final String HOSTILE = "hostile";
    static final String HOSTILE_TEXT = "<script>window.hacked=true</script><img src=x onerror=window.hacked=true>";
    static final String OPERATOR = "ada";
    static final String VIEWER = "vera";
    static final String PASSWORD = "a password for tests";

    private static final Map<String, String> STATES_OF_TASKS = Map.ofEntries(
            Map.entry("a_success", "success"),
            Map.entry("b_running", "running"),
            Map.entry("c_queued", "queued"),
            Map.entry("d_scheduled", "scheduled"),
            Map.entry("e_none", "none"),
            Map.entry("f_up_for_retry", "up_for_retry"),
            Map.entry("g_failed", "failed"),
            Map.entry("h_upstream_failed", "upstream_failed"),
            Map.entry("i_skipped", "skipped"),
            Map.entry("j_restarting", "restarting"),
            Map.entry("k_removed", "removed"));

    /** Of the pipeline, and not over. */
    static final long BACKFILL = 2;

    private final SampleRows rows;
    private final LogStore logs;
    private final Instant now;
    private final Random random = new Random(7);

    private PagesFixture(JdbcClient database, LogStore logs, Instant now) {
        this.rows = new SampleRows(database);
        this.logs = logs;
        this.now = now;
    }

    static void fill(JdbcClient database, LogStore logs, Clock clock) {
        new PagesFixture(database, logs, clock.instant().truncatedTo(ChronoUnit.SECONDS)).fill();
        SampleBackfills.add(database, BACKFILL - 1, PIPELINE, false, true);
        SampleBackfills.add(database, BACKFILL, PIPELINE, false, false);
        SampleAssets.add(database, PIPELINE, FAILED_TASK, FAILED_RUN, GROUPED);
        SampleDatasets.add(database, PIPELINE, FAILED_TASK, FAILED_RUN);
        SampleDatasets.promise(database, PIPELINE, FAILED_TASK, GROUPED, "train");
        SampleModels.add(database, PIPELINE, FAILED_TASK, FAILED_RUN);
    }

    private void fill() {
        rows.user(OPERATOR, PASSWORD, "operator");
        rows.user(VIEWER, PASSWORD, "viewer");
        rows.build();
        SampleWorkers.fill(rows, now);
        pipeline();
        everyState();
        wide();
        HostileSample.fill(rows, logs, now);
        GroupedSample.fill(rows, now);
        others();
        rows.importError(
                "com.example.flights.BrokenDag",
                "DAG “broken” has a cycle: load → clean → load. A task cannot wait for itself; take one of these edges"
                        + " out.",
                "io.orchestrator.sdk.BadDag: DAG “broken” has a cycle\n"
                        + "\tat io.orchestrator.sdk.Dag.define(Dag.java:88)\n"
                        + "\tat com.example.flights.BrokenDag.dag(BrokenDag.java:21)");
        rows.importError(
                "nightly-reports",
                "Describing the bundle took longer than 30 s and was stopped. Move the work out of the DAG’s"
                        + " definition into a task.",
                "");
        rows.audit(
                now.minusSeconds(4_000),
                OPERATOR,
                "run.trigger",
                PIPELINE,
                FAILED_RUN,
                null,
                "{\"params\": {\"rows\": 1000}}");
        rows.audit(
                now.minusSeconds(3_000),
                OPERATOR,
                "task.clear",
                PIPELINE,
                FAILED_RUN,
                FAILED_TASK,
                "{\"downstream\": true}");
        rows.audit(now.minusSeconds(200), "admin", "dag.pause", LONG, null, null, "{}");
    }

    static UUID id(int number) {
        return new UUID(0x0198c0de00007000L, 0x8000000000000000L | number);
    }

    private void pipeline() {
        var graph = SampleGraphs.pipeline(
                PIPELINE,
                "Trains the delay model on yesterday’s flights and publishes how good it is.",
                List.of("ai", "flights", "daily"));
        rows.dag(graph, false, "every day at 06:00 Europe/Berlin", now.plusSeconds(7 * 3_600));
        for (int day = 26; day > 1; day--) {
            var failed = day == 7 || day == 16;
            finishedRun(
                    graph,
                    "scheduled__" + now.minus(day, ChronoUnit.DAYS),
                    now.minus(day, ChronoUnit.DAYS),
                    failed ? "train_model" : null);
        }
        failedRun(graph);
        liveRun(graph);
    }

    private void failedRun(DagGraph graph) {
        var start = now.minus(1, ChronoUnit.DAYS);
        var attempts = finishedRun(graph, FAILED_RUN, start, FAILED_TASK);
        long run = attempts.run();
        var last = attempts.of(FAILED_TASK);
        var first = new UUID(last.getMostSignificantBits() - (60_000L << 16), last.getLeastSignificantBits());
        rows.attempt(
                run,
                first,
                FAILED_TASK,
                1,
                "failed",
                start.plusSeconds(60),
                start.plusSeconds(61),
                start.plusSeconds(80),
                "{\"kind\": \"TIMEOUT\", \"message\": \"The attempt ran longer than its timeout of 10m and was"
                        + " killed.\"}");
        rows.failure(
                run,
                last,
                "{\"kind\": \"EXCEPTION\", \"message\": \"java.lang.IllegalStateException: 3 of 812 label columns are"
                        + " empty\", \"stackTrace\": \"java.lang.IllegalStateException: 3 of 812 label columns are"
                        + " empty\\n"
                        + "\\tat com.example.flights.Training.train(Training.java:97)\\n"
                        + "\\tat com.example.flights.FlightsDag.lambda$dag$3(FlightsDag.java:41)\"}");
        logs.append(List.of(SampleLogs.piece(run, first, 0, SampleLogs.lines(start, 30))));
        logs.append(List.of(
                SampleLogs.piece(run, last, 0, SampleLogs.lines(start, 400)),
                SampleLogs.piece(
                        run,
                        last,
                        1,
                        List.of(
                                new LogLine(
                                        start,
                                        "ERROR",
                                        "com.example.flights.Training",
                                        "3 of 812 label columns are empty: ARR_DELAY, DIVERTED, CANCELLATION_CODE"),
                                new LogLine(
                                        start,
                                        "ERROR",
                                        "orchestrator",
                                        "The attempt failed: java.lang.IllegalStateException")))));
    }

    private void liveRun(DagGraph graph) {
        var start = now.minusSeconds(95);
        long run = rows.run(
                PIPELINE,
                LIVE_RUN,
                "scheduled",
                "running",
                null,
                "{\"rows\": 250000}",
                start,
                start.minusSeconds(1),
                start,
                null);
        var ingest = rows.task(run, "ingest_data", "success", null, start, start.plusSeconds(1), start.plusSeconds(31));
        rows.output(
                run,
                ingest,
                "{\"rows\": 250000, \"columns\": [\"FL_DATE\", \"ORIGIN\", \"DEST\"], \"path\":"
                        + " \"s3://lake/flights/2026/raw.parquet\"}");
        for (int piece = 0; piece < LONG_LOG / 1_000; piece++) {
            logs.append(List.of(SampleLogs.piece(run, ingest, piece, SampleLogs.lines(start, 1_000))));
        }
        rows.task(
                run,
                "validate_data",
                "success",
                null,
                start.plusSeconds(31),
                start.plusSeconds(33),
                start.plusSeconds(48));
        var transform =
                rows.task(run, "transform_data", "running", null, start.plusSeconds(48), start.plusSeconds(50), null);
        logs.append(List.of(SampleLogs.piece(run, transform, 0, SampleLogs.lines(start, 60))));
        for (String waiting : List.of("train_model", "evaluate_model", "publish_report")) {
            rows.task(run, waiting, "none", null, start, null, null);
        }
    }

    private Attempts finishedRun(DagGraph graph, String runId, Instant start, @Nullable String failing) {
        var attempts = new HashMap<String, UUID>();
        var broken = new ArrayList<String>();
        var planned = new ArrayList<Runnable>();
        var at = start.plusSeconds(1);
        var run = new long[1];
        for (TaskSpec task : graph.tasks()) {
            var from = at;
            // One after the other, even where a thousand are beside each other: that run is not to take half a day.
            var to = from.plusMillis((800 + random.nextInt(90_000))
                    * 6L
                    / Math.max(6, graph.tasks().size()));
            var waits = task.inputs().stream().anyMatch(broken::contains)
                    || task.after().stream().anyMatch(broken::contains);
            if (waits) {
                broken.add(task.taskId());
                planned.add(() -> rows.task(
                        run[0],
                        task.taskId(),
                        "upstream_failed",
                        "Its upstream " + failing + " failed.",
                        from,
                        null,
                        from));
            } else if (task.taskId().equals(failing)) {
                broken.add(task.taskId());
                planned.add(() -> attempts.put(
                        task.taskId(),
                        rows.task(
                                run[0],
                                task.taskId(),
                                "failed",
                                "It failed 3 times, and that is all the tries it has.",
                                from,
                                from.plusSeconds(1),
                                to)));
            } else {
                planned.add(() -> attempts.put(
                        task.taskId(),
                        rows.task(run[0], task.taskId(), "success", null, from, from.plusSeconds(1), to)));
            }
            at = waits ? at : to;
        }
        run[0] = rows.run(
                graph.dagId(),
                runId,
                "scheduled",
                failing == null ? "success" : "failed",
                failing == null ? null : "1 task failed: " + failing + ".",
                "{}",
                start,
                start,
                start,
                at);
        planned.forEach(Runnable::run);
        attempts.forEach((task, attempt) -> {
            if (!task.equals(failing)) {
                rows.output(
                        run[0],
                        attempt,
                        "{\"rows\": 812344, \"accuracy\": 0.8123, \"by_airport\": {\"ATL\": 0.79, \"ORD\": 0.83}}");
            }
        });
        return new Attempts(run[0], attempts);
    }

    private record Attempts(long run, Map<String, UUID> byTask) {
        UUID of(String task) {
            return Objects.requireNonNull(byTask.get(task));
        }
    }

    private void everyState() {
        var tasks = STATES_OF_TASKS.keySet().stream().sorted().toList();
        rows.dag(
                SampleGraphs.chain(
                        EVERY_STATE,
                        "A run with a task in every state there is.",
                        List.of("test"),
                        tasks.toArray(String[]::new)),
                false,
                "by hand",
                null);
        var start = now.minusSeconds(600);
        long run =
                rows.run(EVERY_STATE, "manual__every_state", "manual", "running", null, "{}", null, start, start, null);
        for (String task : tasks) {
            var state = Objects.requireNonNull(STATES_OF_TASKS.get(task));
            var began = List.of("success", "running", "failed", "up_for_retry", "restarting")
                    .contains(state);
            var ended = List.of("success", "failed", "skipped", "upstream_failed", "removed")
                    .contains(state);
            var reason = switch (state) {
                case "scheduled" -> "All 16 places for active tasks of this run are taken.";
                case "up_for_retry" -> "Try 1 of 3 failed; the next one is in 30 s.";
                case "none" -> "Waits for d_scheduled.";
                default -> null;
            };
            rows.task(
                    run,
                    task,
                    state,
                    reason,
                    start.plusSeconds(5),
                    began ? start.plusSeconds(20) : null,
                    ended ? start.plusSeconds(200) : null);
        }
        for (String state : List.of("queued", "failed", "success")) {
            var queued = now.minusSeconds(300 - state.length());
            rows.run(
                    EVERY_STATE,
                    "manual__" + state,
                    "manual",
                    state,
                    state.equals("failed") ? "Cancelled by ada." : null,
                    "{}",
                    null,
                    queued,
                    state.equals("queued") ? null : queued,
                    state.equals("queued") ? null : queued.plusSeconds(44));
        }
    }

    private void wide() {
        var graph = SampleGraphs.fan(WIDE, "Scores every customer, a thousand parts beside each other.", 1_000);
        rows.dag(graph, false, "every hour at :15", now.plusSeconds(900));
        for (int hour = 3; hour > 0; hour--) {
            finishedRun(
                    graph,
                    "scheduled__" + now.minus(hour, ChronoUnit.HOURS),
                    now.minus(hour, ChronoUnit.HOURS),
                    hour == 2 ? "score_part_0077" : null);
        }
    }

    private void others() {
        rows.dag(
                SampleGraphs.chain(
                        LONG,
                        "Rebuilds every feature of every customer in every region, including the tenants that have"
                                + " been archived since the last migration, which takes the better part of a night; see"
                                + " the runbook before you pause it.",
                        List.of("features", "customers", "all-regions", "nightly", "owned-by-platform"),
                        "read_the_customer_master_data_of_every_region_and_tenant",
                        "write_the_rebuilt_features_to_the_feature_store"),
                true,
                "at 02:30 on every weekday, Europe/Berlin",
                null);
        rows.dag(SampleGraphs.chain(EMPTY, null, List.of(), "hello"), false, "once", null);
        var hourly = SampleGraphs.chain(
                "hourly_ingest", "Copies new events from the queue to the lake.", List.of("ingest"), "read", "write");
        rows.dag(hourly, false, "every hour", now.plusSeconds(1_400));
        for (int hour = 60; hour > 0; hour--) {
            finishedRun(
                    hourly, "scheduled__" + now.minus(hour, ChronoUnit.HOURS), now.minus(hour, ChronoUnit.HOURS), null);
        }
        var reports = SampleGraphs.chain(
                "weekly_report",
                "Writes the report for the Monday meeting.",
                List.of("reports"),
                "collect",
                "render",
                "send");
        rows.dag(reports, false, "every Monday at 07:00 Europe/Berlin", now.plus(Duration.ofDays(3)));
        finishedRun(reports, "scheduled__last_week", now.minus(4, ChronoUnit.DAYS), "send");
    }
}
