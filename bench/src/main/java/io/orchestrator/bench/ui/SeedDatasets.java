package io.orchestrator.bench.ui;

import io.orchestrator.bench.engine.Progress;
import io.orchestrator.bench.ui.dags.Small000;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Fills the tables with what attempts of the seeded runs would have written: 25 teams with 8 datasets each, from what arrives to
 * features, models, guesses and drift, of about 100 versions each.
 */
final class SeedDatasets {

    private static final int TEAMS = 25;
    private static final int VERSIONS = 100;
    /** Of the one to which something is added each few hours. */
    private static final int MOST_VERSIONS = 2000;

    private static final int ENTITIES = 5000;

    /** Each has a DAG of its own. */
    private static final String DATASETS = """
            CREATE TEMP TABLE seed_dataset AS
            SELECT kind, team, format('team_%%s.%%s', lpad(team::text, 2, '0'), kind) AS name,
                   '%s' || lpad((team * 8 + place - 1)::text, 3, '0') AS dag_id
              FROM generate_series(0, %d - 1) AS team, unnest(
                   ARRAY['raw', 'clean', 'features', 'model', 'guesses', 'drift', 'report', 'export']) WITH ORDINALITY AS k(kind, place)""".formatted(Small000.STEM, TEAMS);

    /** Of the newest attempts of its DAG; each 25th is in quarantine. */
    private static final String VERSIONS_OF = """
            CREATE TEMP TABLE seed_version AS
            SELECT s.*, CASE WHEN fine THEN so_far END AS number, md5(s.run_key::text || s.task_id)::uuid AS attempt_id
              FROM (SELECT d.*, r.run_key, r.build, r.task_id, r.at, n %% 25 <> 3 AS fine, n,
                           count(*) FILTER (WHERE n %% 25 <> 3) OVER (PARTITION BY d.name ORDER BY r.n DESC) AS so_far
                      FROM seed_dataset d, LATERAL (
                           SELECT r.run_key, r.build, t.task_id, r.at + r.took * (t.place + 1) / t.tasks AS at,
                                  row_number() OVER (ORDER BY r.run_key DESC, t.place DESC) AS n
                             FROM seed_run r JOIN seed_task t USING (dag_id) WHERE r.dag_id = d.dag_id
                            ORDER BY n LIMIT CASE WHEN d.name = 'team_00.raw' THEN %d ELSE %d END) AS r) AS s""".formatted(MOST_VERSIONS, VERSIONS);

    private static final String DATASET_ROWS = """
            INSERT INTO dataset (name, append_only, dag_id, task_id) SELECT name, kind = 'raw', dag_id, 'load' FROM seed_dataset""";

    private static final String ASSET_ROWS = """
            INSERT INTO asset (name, uri, group_name, active)
            SELECT name, 'dataset:' || name, CASE kind WHEN 'model' THEN 'model' ELSE 'dataset' END, true FROM seed_dataset""";

    private static final String USE_ROWS = """
            INSERT INTO asset_use (dag_id, task_id, role, kind, name, uri)
            SELECT dag_id, 'load', 'outlet', 'asset', name, 'dataset:' || name FROM seed_dataset""";

    private static final String META = """
            CASE s.kind
              WHEN 'features' THEN jsonb_build_object('sql', 'SELECT * FROM clean', 'profile', p.profile)
              WHEN 'model' THEN jsonb_build_object('framework', 'xgboost',
                   'params', jsonb_build_object('eta', 0.2, 'rounds', 30, 'max_depth', 6),
                   'metrics', jsonb_build_object('auc', 0.6 + s.n % 17 / 100.0, 'log_loss', 0.5 - s.n % 13 / 100.0, 'rows', 22932),
                   'signature', jsonb_build_object('output', 'late', 'inputs', p.inputs),
                   'features', jsonb_build_object('dataset', replace(s.name, 'model', 'features'), 'version', s.so_far),
                   'decision', jsonb_build_object('promote', s.n % 3 = 0, 'reason', 'a gain of 0.0144'))
              WHEN 'guesses' THEN jsonb_build_object('model', (s.so_far + 3) / 4, 'metrics', jsonb_build_object('auc', 0.6 + s.n % 11 / 100.0))
              WHEN 'drift' THEN jsonb_build_object('statistics', (
                   SELECT jsonb_agg(one || jsonb_build_object('window', to_char(s.at, 'YYYY-MM-DD'), 'ks', round(random()::numeric / 10, 4),
                                                              'psi', round(random()::numeric / 5, 4))) FROM jsonb_array_elements(p.statistics) AS one),
                   'decision', jsonb_build_object('rule', 'retrain when ks of c3 above 0.05', 'retrain', s.n % 9 = 0,
                                                  'sentences', jsonb_build_array('ks of c3 is 0.07, above 0.05')))
              ELSE '{}' END""";

    /** Said alike of all versions: a profile and statistics of twelve columns. */
    private static final String SAID = """
            CREATE TEMP TABLE seed_said AS
            SELECT jsonb_build_object('rows', 91634, 'columns', jsonb_object_agg('c' || i, jsonb_build_object(
                       'type', 'DOUBLE', 'nulls', i, 'distinct', 900, 'min', -60, 'max', 720, 'mean', 8.9, 'stddev', 31.5,
                       'histogram', jsonb_build_object('edges', to_jsonb(ARRAY[-60, -30, 0, 30, 60, 90, 120, 180, 240, 480, 720]),
                                                       'counts', to_jsonb(ARRAY[90, 300, 600, 900, 600, 400, 300, 200, 100, 50]))))) AS profile,
                   jsonb_agg(jsonb_build_object('name', 'c' || i, 'type', 'DOUBLE', 'nullable', true)) AS columns,
                   jsonb_agg(jsonb_build_object('name', 'c' || i, 'type', 'float')) AS inputs,
                   jsonb_agg(jsonb_build_object('feature', 'c' || i, 'reference', 'version 1', 'count', 5000, 'missing', 0)) AS statistics,
                   jsonb_build_object('results', jsonb_agg(jsonb_build_object('success', true, 'expectation_config',
                       jsonb_build_object('type', 'expect_column_values_to_be_between', 'kwargs', jsonb_build_object('column', 'c' || i, 'min_value', -60)),
                       'result', jsonb_build_object('element_count', 91634, 'unexpected_count', 11, 'unexpected_percent', 0.012)))) AS suite
              FROM generate_series(1, 12) AS i""";

    private static final String VERSION_ROWS = """
            INSERT INTO dataset_version (dataset, number, base, state, attempt_id, run_key, dag_id, run_id, task_id, map_index, build, files,
                                         rows, bytes, columns, meta, tags, content_hash, created_at, published_at)
            SELECT s.name, s.number, CASE WHEN s.number IS NULL THEN NULL WHEN s.kind = 'raw' THEN 1 ELSE s.number END,
                   CASE WHEN fine THEN 'published' ELSE 'quarantined' END, s.attempt_id, s.run_key, s.dag_id, r.run_id, s.task_id, -1, s.build,
                   jsonb_build_array(jsonb_build_object('name', 'data.parquet', 'sha256', repeat(md5(s.attempt_id::text), 2), 'bytes', 100000)),
                   91634, 100000, p.columns, %s, '[]', repeat(md5(s.attempt_id::text), 2), s.at, CASE WHEN fine THEN s.at END
              FROM seed_version s JOIN dag_run r USING (run_key) CROSS JOIN seed_said p
             ORDER BY s.at""".formatted(META);

    private static final String CHECK_ROWS = """
            INSERT INTO dataset_check (version_id, name, passed, summary, details, sample)
            SELECT v.version_id, k.name, v.number IS NOT NULL OR k.name <> 'rows', k.summary,
                   CASE k.name WHEN 'suite' THEN p.suite ELSE '{}' END, '[]'
              FROM dataset_version v CROSS JOIN seed_said p CROSS JOIN (VALUES
                   ('suite', '12 of 12 expectations were met'), ('rows', '91,634 rows'), ('fresh', 'the newest row is of today')) AS k(name, summary)""";

    /** Each version is made of those of the same number; a model serves for four. What watches for drift reads its own past. */
    private static final String READ_ROWS = """
            INSERT INTO dataset_read (attempt_id, dataset, what, number, run_key, task_id, map_index)
            SELECT v.attempt_id, d.name, e.what, least(CASE e.of WHEN 'model' THEN (v.so_far + 3) / 4 WHEN 'drift' THEN v.so_far - 1 ELSE v.so_far END,
                                                       (SELECT max(number) FROM seed_version n WHERE n.name = d.name)),
                   v.run_key, v.task_id, -1
              FROM seed_version v JOIN (VALUES
                   ('clean', 'raw', ''), ('features', 'clean', ''), ('model', 'features', ''), ('guesses', 'model', 'champion'),
                   ('guesses', 'features', ''), ('drift', 'features', ''), ('drift', 'drift', '@history'), ('report', 'clean', ''),
                   ('export', 'clean', '')) AS e(kind, of, what) USING (kind)
                   JOIN seed_dataset d ON d.team = v.team AND d.kind = e.of""";

    private static final String TAG_ROWS = """
            INSERT INTO dataset_tag (dataset, tag, number, moved_by, moved_at)
            SELECT name, tag, max(number) - behind, 'bench', now()
              FROM seed_version, (VALUES ('champion', 3), ('challenger', 0)) AS t(tag, behind) WHERE kind = 'model' GROUP BY name, tag, behind""";

    private static final String EVENT_ROWS = """
            INSERT INTO asset_event (asset_id, at, extra, dag_id, task_id, run_id, map_index, aliases)
            SELECT a.asset_id, v.created_at, jsonb_build_object('version', v.number), v.dag_id, v.task_id, v.run_id, -1, '{}'
              FROM dataset_version v JOIN asset a ON a.name = v.dataset WHERE v.number IS NOT NULL ORDER BY v.version_id""";

    private static final String FEATURE_ROWS = """
            INSERT INTO online_feature (view, entity, event_ts, expires_at, features)
            SELECT 'view_' || v, 'customer-' || e, now(), CASE e %% 5 WHEN 0 THEN now() END, '{"spend_7d": 1.5, "orders_7d": 2}'
              FROM generate_series(1, 10) AS v, generate_series(1, %d) AS e""".formatted(ENTITIES);

    private SeedDatasets() {}

    /** @param statement of the connection that has the seeded runs in its temporary tables */
    static void fill(Statement statement) throws SQLException {
        statement.execute("CREATE INDEX ON seed_run (dag_id)");
        for (String table : new String[] {DATASETS, VERSIONS_OF, SAID, "CREATE INDEX ON seed_version (name)"}) {
            statement.execute(table);
        }
        statement.execute("ANALYZE seed_version");
        for (String rows : new String[] {
            DATASET_ROWS, ASSET_ROWS, USE_ROWS, VERSION_ROWS, CHECK_ROWS, READ_ROWS, TAG_ROWS, EVENT_ROWS, FEATURE_ROWS
        }) {
            statement.execute(rows);
            Progress.say("seeded %,d rows", statement.getUpdateCount());
        }
        statement.execute(
                "VACUUM (ANALYZE) dataset, asset, asset_use, dataset_version, dataset_check, dataset_read, dataset_tag, asset_event, online_feature");
    }
}
