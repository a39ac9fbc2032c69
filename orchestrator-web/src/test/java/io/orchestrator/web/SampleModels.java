package io.orchestrator.web;

import io.orchestrator.protocol.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Models, drift, guesses and features as tasks of a loop would have written them. */
public final class SampleModels {

    /** In meta and checks: nothing that producers say may run on a page. */
    private static final String HOSTILE = "<script>window.hacked=true</script><img src=x onerror=window.hacked=true>";

    /** A model with one version. */
    public static final String LONG =
            "a_name_that_is_so_long_that_it_fits_into_no_column_of_any_table_on_any_screen_and_has_no_place_to_break_in_it_v2";

    private static final int WINDOWS = 14;
    private static final int FIRST_ID = 20;

    private final JdbcClient database;
    private final String dagId;
    private final String taskId;
    private final String runId;
    private int id = FIRST_ID;

    private SampleModels(JdbcClient database, String dagId, String taskId, String runId) {
        this.database = database;
        this.dagId = dagId;
        this.taskId = taskId;
        this.runId = runId;
    }

    /**
     * The model {@code late} with three versions, of which 2 is champion and 3 challenger; {@code late.guesses} made with it,
     * {@code late.drift} with fourteen windows, {@code late.features} with profile, lineage and failed expectations, all read by
     * each other; and two views of online features. Needs what {@link SampleDatasets} adds.
     */
    public static void add(JdbcClient database, String dagId, String taskId, String runId) {
        new SampleModels(database, dagId, taskId, runId).fill();
    }

    private void fill() {
        database.sql("""
            INSERT INTO dataset (name, append_only, dag_id, task_id)
            SELECT name, false, :dag, :task FROM unnest(ARRAY['late', 'late.guesses', 'late.drift', 'late.features', :long]) AS t (name)
            """)
                .param("dag", dagId)
                .param("task", taskId)
                .param("long", LONG)
                .update();
        database.sql("""
            INSERT INTO asset (asset_id, name, uri, group_name, active) OVERRIDING SYSTEM VALUE
            VALUES (111, 'late', 'dataset:late', 'model', true), (112, :long, 'dataset:' || :long, 'model', true)
            """).param("long", LONG).update();
        int features = version("late.features", 1, features());
        read(features, "raw", 2);
        check(features);
        for (int number = 1; number <= 3; number++) {
            int model = version("late", number, model(number));
            read(model, "late.features", 1);
        }
        for (int number = 1; number <= 4; number++) {
            int guesses = version("late.guesses", number, guesses(number));
            read(guesses, "late", number < 3 ? 1 : 2);
            read(guesses, "late.features", 1);
        }
        for (int number = 1; number <= WINDOWS; number++) {
            int drift = version("late.drift", number, drift(number));
            read(drift, "late.features", 1);
        }
        version(LONG, 1, Json.MAPPER.createObjectNode());
        database.sql("""
            INSERT INTO dataset_tag VALUES ('late', 'champion', 2, NULL, 'ada', '2026-02-01T11:00:00Z'),
                ('late', 'challenger', 3, NULL, 'pipeline.train in run-1', '2026-02-01T11:00:00Z'),
                (:long, :long, 1, NULL, 'ada', '2026-02-01T11:00:00Z')
            """).param("long", LONG).update();
        database.sql("DELETE FROM online_feature").update();
        database.sql("""
            INSERT INTO online_feature (view, entity, event_ts, expires_at, features)
            SELECT 'customer_spend', 'c' || i, timestamptz '2026-02-01T10:00:00Z',
                   CASE WHEN i <= 3 THEN timestamptz '2026-02-02T10:00:00Z' END, '{"spend_7d": 1.5, "orders_7d": 2}'::jsonb
            FROM generate_series(1, 1200) AS i
            UNION ALL SELECT :hostile, 'e', timestamptz '2026-02-01T10:00:00Z', NULL, '{}'::jsonb
            """).param("hostile", HOSTILE).update();
    }

    private int version(String dataset, long number, JsonNode meta) {
        int next = id++;
        database.sql("""
            INSERT INTO dataset_version (version_id, dataset, number, base, state, attempt_id, run_key, dag_id, run_id, task_id,
                map_index, build, files, rows, bytes, columns, meta, tags, content_hash, created_at, published_at)
                OVERRIDING SYSTEM VALUE
            SELECT :id, :dataset, :number, :number, 'published', :attempt::uuid, r.run_key, r.dag_id, r.run_id, :task, -1, 'b1',
                jsonb_build_array(jsonb_build_object('name', 'data.parquet', 'sha256', repeat('ab', 32), 'bytes', 10)), 1000, 10,
                '[]', :meta::jsonb, '[]', repeat('ab', 32), '2026-02-01T10:00:00Z', '2026-02-01T10:00:00Z'
            FROM dag_run r WHERE r.dag_id = :dag AND r.run_id = :run
            """)
                .param("id", next)
                .param("dataset", dataset)
                .param("number", number)
                .param("attempt", attempt(next))
                .param("task", taskId)
                .param("meta", meta.toString())
                .param("dag", dagId)
                .param("run", runId)
                .update();
        return next;
    }

    private static String attempt(int id) {
        return "00000000-0000-7000-8000-0000000000%02d".formatted(id);
    }

    private void read(int version, String dataset, long number) {
        database.sql("""
            INSERT INTO dataset_read (attempt_id, dataset, what, number, run_key, task_id, map_index)
            SELECT :attempt::uuid, :dataset, '', :number, run_key, :task, -1
            FROM dag_run WHERE dag_id = :dag AND run_id = :run
            """)
                .param("attempt", attempt(version))
                .param("dataset", dataset)
                .param("number", number)
                .param("task", taskId)
                .param("dag", dagId)
                .param("run", runId)
                .update();
    }

    private void check(int version) {
        database.sql("""
            INSERT INTO dataset_check (version_id, name, passed, summary, details, sample)
            VALUES (:id, 'features', true, '2 of 2 expectations were met', :details::jsonb, '[]')
            """)
                .param("id", version)
                .param(
                        "details",
                        Json.MAPPER.writeValueAsString(Map.of(
                                "results",
                                List.of(
                                        expectation(
                                                "type",
                                                "expect_column_values_to_be_between",
                                                Map.of("column", "delay", "min_value", -60),
                                                Map.of(
                                                        "element_count",
                                                        91_634,
                                                        "unexpected_count",
                                                        11,
                                                        "unexpected_percent",
                                                        0.012,
                                                        "missing_count",
                                                        3,
                                                        "partial_unexpected_list",
                                                        List.of(949, HOSTILE))),
                                        expectation(
                                                "expectation_type",
                                                "expect_table_row_count_to_be_between",
                                                Map.of("max_value", 1_000_000),
                                                Map.of("observed_value", 91_634))))))
                .update();
    }

    private static Map<String, Object> expectation(
            String key, String type, Map<String, Object> arguments, Map<String, Object> found) {
        return Map.of("success", true, "expectation_config", Map.of(key, type, "kwargs", arguments), "result", found);
    }

    private static ObjectNode node(Map<String, Object> values) {
        return Json.MAPPER.valueToTree(values);
    }

    private static ObjectNode features() {
        return node(Map.of(
                "sql", "SELECT hour(\"date\") AS hour FROM raw WHERE delay < 720 -- " + HOSTILE,
                "profile",
                        Map.of(
                                "rows",
                                1000,
                                "columns",
                                Map.of(
                                        "delay",
                                        Map.of(
                                                "type",
                                                "INTEGER",
                                                "count",
                                                990,
                                                "nulls",
                                                10,
                                                "distinct",
                                                120,
                                                "min",
                                                -60,
                                                "max",
                                                720,
                                                "mean",
                                                8.9,
                                                "stddev",
                                                31.5,
                                                "histogram",
                                                Map.of(
                                                        "edges",
                                                        List.of(-60, 0, 100, 720),
                                                        "counts",
                                                        List.of(300, 600, 90))),
                                        HOSTILE,
                                        Map.of(
                                                "type",
                                                "VARCHAR",
                                                "count",
                                                1000,
                                                "nulls",
                                                0,
                                                "distinct",
                                                2,
                                                "min",
                                                "ATL",
                                                "max",
                                                HOSTILE,
                                                "top",
                                                List.of(Map.of("value", HOSTILE, "count", 7), Map.of("value", LONG))))),
                "lineage",
                        Map.of(
                                "columns",
                                        Map.of(
                                                "hour",
                                                Map.of(
                                                        "how",
                                                        "transformation",
                                                        "from",
                                                        List.of(Map.of("dataset", "raw", "column", "date"))),
                                                HOSTILE,
                                                Map.of("how", "unknown", "from", List.of())),
                                "conditions", List.of(Map.of("dataset", "elsewhere", "column", LONG)),
                                "unresolved", List.of("COLUMNS(..) was not followed", HOSTILE))));
    }

    private static ObjectNode model(int number) {
        return node(Map.of(
                "framework", "xgboost",
                "params", Map.of("eta", 0.2, LONG, HOSTILE),
                "metrics",
                        Map.of(
                                "auc",
                                0.6 + number / 50.0,
                                "rows",
                                22_932,
                                "log_loss",
                                0.47 - number / 100.0,
                                "baseline_log_loss",
                                0.48),
                "decision",
                        Map.of(
                                "promote",
                                number < 3,
                                "reason",
                                number < 3 ? "Promoted: a gain of 0.01440 ± 0.00136" : "Not promoted: " + HOSTILE),
                "features", Map.of("dataset", "late.features", "version", 1),
                "signature",
                        Map.of(
                                "output",
                                "late",
                                "inputs",
                                List.of(
                                        Map.of("name", "hour", "type", "float", "optional", true),
                                        Map.of("name", LONG, "type", "float", "optional", false))),
                "learned_until", "2001-02-01T00:00:00Z"));
    }

    private static ObjectNode guesses(int number) {
        return node(Map.of("model", number < 3 ? 1 : 2, "metrics", Map.of("auc", 0.62 + number / 100.0)));
    }

    private static ObjectNode drift(int number) {
        boolean far = number == WINDOWS;
        List<Map<String, Object>> statistics = new ArrayList<>();
        for (String feature : List.of("delay", "distance", HOSTILE, LONG)) {
            statistics.add(Map.of(
                    "feature",
                    feature,
                    "window",
                    "2001-%02d".formatted(number),
                    "reference",
                    "late.features 1, month 1",
                    "count",
                    103_759,
                    "missing",
                    0,
                    "ks",
                    far && feature.equals("delay") ? 0.0609 : number / 1000.0,
                    "ks_p",
                    3.4e-166,
                    "psi",
                    number / 900.0));
        }
        return node(Map.of(
                "retrain",
                far || number == 1,
                "statistics",
                statistics,
                "decision",
                Map.of(
                        "retrain",
                        far,
                        "rule",
                        "retrain when (ks of delay above 0.05 or psi of distance above 0.2 for 3 windows); none for 20 days",
                        "sentences",
                        List.of(
                                "window 2001-%02d: ks of delay is measured".formatted(number),
                                far ? "training: it is so" : "no training: what is asked for is not so " + HOSTILE))));
    }
}
