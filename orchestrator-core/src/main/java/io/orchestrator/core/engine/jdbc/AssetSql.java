package io.orchestrator.core.engine.jdbc;

/** Statements on {@code asset} and what belongs to it. */
final class AssetSql {

    /** Inserts assets that DAGs name, or writes what people see of them. */
    static final String UPSERT = """
            INSERT INTO asset AS a (name, uri, group_name, extra)
            SELECT u.name, u.uri, u.group_name, u.extra::jsonb
            FROM (SELECT unnest(?::text[]) AS name, unnest(?::text[]) AS uri, unnest(?::text[]) AS group_name,
                         unnest(?::text[]) AS extra) AS u
            ON CONFLICT (name, uri) DO UPDATE
            SET group_name = excluded.group_name, extra = excluded.extra, updated_at = now()
            WHERE a.group_name <> excluded.group_name OR a.extra <> excluded.extra""";

    /** Inserts aliases that DAGs name. */
    static final String UPSERT_ALIASES = """
            INSERT INTO asset_alias (name, group_name)
            SELECT u.name, u.group_name FROM (SELECT unnest(?::text[]) AS name, unnest(?::text[]) AS group_name) AS u
            ON CONFLICT (name) DO UPDATE SET group_name = excluded.group_name""";

    /** Deletes what DAGs have named. */
    static final String DELETE_USES = """
            DELETE FROM asset_use WHERE dag_id = ANY (?::text[])""";

    /** Inserts what DAGs name. */
    static final String INSERT_USES = """
            INSERT INTO asset_use (dag_id, task_id, role, kind, name, uri)
            SELECT u.dag_id, u.task_id, u.role, u.kind, u.name, u.uri
            FROM (SELECT unnest(?::text[]) AS dag_id, unnest(?::text[]) AS task_id, unnest(?::text[]) AS role,
                         unnest(?::text[]) AS kind, unnest(?::text[]) AS name, unnest(?::text[]) AS uri) AS u
            ON CONFLICT DO NOTHING""";

    /** Empties the queues of DAGs that follow nothing any more. */
    static final String DELETE_QUEUES = """
            DELETE FROM asset_queue WHERE dag_id = ANY (?::text[])""";

    /** Lets assets that DAGs name whole be active, the first of each name and each address. */
    static final String ACTIVATE = """
            WITH wanted AS (
                SELECT a.asset_id,
                       row_number() OVER (PARTITION BY a.name ORDER BY a.asset_id) AS of_name,
                       row_number() OVER (PARTITION BY a.uri ORDER BY a.asset_id) AS of_uri
                FROM asset a
                WHERE NOT a.active
                  AND EXISTS (SELECT FROM asset_use u
                          WHERE u.role IN ('schedule', 'outlet', 'inlet') AND u.kind = 'asset'
                            AND u.name = a.name AND u.uri = a.uri)
                  AND NOT EXISTS (SELECT FROM asset b WHERE b.active AND b.name = a.name)
                  AND NOT EXISTS (SELECT FROM asset b WHERE b.active AND b.uri = a.uri))
            UPDATE asset SET active = true, updated_at = now()
            WHERE asset_id IN (SELECT asset_id FROM wanted WHERE of_name = 1 AND of_uri = 1)""";

    /** Lets assets that no DAG names whole any more be inactive. */
    static final String DEACTIVATE = """
            UPDATE asset a SET active = false, updated_at = now()
            WHERE a.active
              AND NOT EXISTS (SELECT FROM asset_use u
                          WHERE u.role IN ('schedule', 'outlet', 'inlet') AND u.kind = 'asset'
                            AND u.name = a.name AND u.uri = a.uri)""";

    /** Inserts assets that came through aliases, if they are not known. */
    static final String INSERT_FOUND = """
            INSERT INTO asset (name, uri, group_name)
            SELECT u.name, u.uri, u.group_name
            FROM (SELECT unnest(?::text[]) AS name, unnest(?::text[]) AS uri, unnest(?::text[]) AS group_name) AS u
            ON CONFLICT DO NOTHING""";

    /** Lets aliases stand for assets. Parameters: one array for each column. */
    static final String INSERT_TARGETS = """
            INSERT INTO asset_alias_target (alias, asset_id)
            SELECT u.alias, a.asset_id
            FROM (SELECT unnest(?::text[]) AS alias, unnest(?::text[]) AS name, unnest(?::text[]) AS uri) AS u
                JOIN asset a ON a.name = ANY (ARRAY[u.name]) AND a.uri = u.uri
            ON CONFLICT DO NOTHING""";

    /** Inserts events of assets that are known, and queues them at the DAGs that follow those. */
    static final String INSERT_EVENTS = """
            WITH caused AS (
                INSERT INTO asset_event (asset_id, at, extra, dag_id, task_id, run_id, map_index, aliases)
                SELECT a.asset_id, instant_of_micros(u.at), u.extra::jsonb, u.dag_id, u.task_id, u.run_id, u.map_index,
                       ARRAY (SELECT jsonb_array_elements_text(u.aliases::jsonb))
                FROM (SELECT unnest(?::text[]) AS name, unnest(?::text[]) AS uri, unnest(?::bigint[]) AS at,
                             unnest(?::text[]) AS extra, unnest(?::text[]) AS dag_id, unnest(?::text[]) AS task_id,
                             unnest(?::text[]) AS run_id, unnest(?::int[]) AS map_index, unnest(?::text[]) AS aliases) AS u
                    JOIN asset a ON a.name = ANY (ARRAY[u.name]) AND a.uri = u.uri
                RETURNING event_id, asset_id)
            INSERT INTO asset_queue (dag_id, event_id, asset_id)
            SELECT f.dag_id, c.event_id, c.asset_id
            FROM caused c CROSS JOIN LATERAL asset_followers(c.asset_id) AS f (dag_id)""";

    /** The same of events that tell of versions of datasets, whose numbers are known by now. */
    static final String INSERT_VERSION_EVENTS = """
            WITH caused AS (
                INSERT INTO asset_event (asset_id, at, extra, dag_id, task_id, run_id, map_index, aliases)
                SELECT a.asset_id, instant_of_micros(u.at), u.extra::jsonb || jsonb_build_object('version', v.number),
                       u.dag_id, u.task_id, u.run_id, u.map_index,
                       ARRAY (SELECT jsonb_array_elements_text(u.aliases::jsonb))
                FROM (SELECT unnest(?::text[]) AS name, unnest(?::text[]) AS uri, unnest(?::bigint[]) AS at,
                             unnest(?::text[]) AS extra, unnest(?::text[]) AS dag_id, unnest(?::text[]) AS task_id,
                             unnest(?::text[]) AS run_id, unnest(?::int[]) AS map_index, unnest(?::text[]) AS aliases,
                             unnest(?::uuid[]) AS attempt_id) AS u
                    JOIN asset a ON a.name = ANY (ARRAY[u.name]) AND a.uri = u.uri
                    JOIN LATERAL (
                        SELECT n.dataset, n.number FROM dataset_version n
                        WHERE n.attempt_id BETWEEN u.attempt_id AND u.attempt_id AND n.dataset = u.name
                        ORDER BY n.attempt_id LIMIT 1) v ON true
                ORDER BY v.dataset, v.number
                RETURNING event_id, asset_id)
            INSERT INTO asset_queue (dag_id, event_id, asset_id)
            SELECT f.dag_id, c.event_id, c.asset_id
            FROM caused c CROSS JOIN LATERAL asset_followers(c.asset_id) AS f (dag_id)""";

    /** Takes events out of queues. Parameters: DAGs and event ids. */
    static final String TAKE = """
            DELETE FROM asset_queue q
            USING (SELECT unnest(?::text[]) AS dag_id, unnest(?::bigint[]) AS event_id) AS u
            WHERE q.dag_id = ANY (ARRAY[u.dag_id]) AND q.event_id = u.event_id""";

    /** Says which runs have taken events. */
    static final String INSERT_TAKEN = """
            INSERT INTO asset_event_taken (run_key, event_id, passed_over)
            SELECT u.run_key, u.event_id, u.passed_over
            FROM (SELECT unnest(?::bigint[]) AS run_key, unnest(?::bigint[]) AS event_id,
                         unnest(?::boolean[]) AS passed_over) AS u""";

    /** Drops events from the queue of a DAG. Parameters: DAGs, assets or null, until when in microseconds or null. */
    static final String DROP = """
            DELETE FROM asset_queue q
            USING (SELECT unnest(?::text[]) AS dag_id, unnest(?::bigint[]) AS asset_id, unnest(?::bigint[]) AS before) AS u,
                asset_event e
            WHERE q.dag_id = ANY (ARRAY[u.dag_id]) AND e.event_id = ANY (ARRAY[q.event_id]) AND (u.asset_id IS NULL OR q.asset_id = u.asset_id)
              AND (u.before IS NULL OR e.at < instant_of_micros(u.before))""";

    /** The assets that have events in queues, without reading the events. */
    static final String SELECT_QUEUED_ASSETS = """
            WITH RECURSIVE head (dag_id, asset_id) AS (
                (SELECT q.dag_id, q.asset_id FROM asset_queue q ORDER BY q.dag_id, q.asset_id LIMIT 1)
                UNION ALL
                SELECT n.dag_id, n.asset_id
                FROM head h CROSS JOIN LATERAL (
                    SELECT q.dag_id, q.asset_id FROM asset_queue q
                    WHERE (q.dag_id, q.asset_id) > (h.dag_id, h.asset_id)
                    ORDER BY q.dag_id, q.asset_id LIMIT 1) AS n)
            SELECT h.dag_id, a.name, a.uri,
                   ARRAY (SELECT t.alias FROM asset_alias_target t WHERE t.asset_id = a.asset_id ORDER BY t.alias) AS aliases
            FROM head h JOIN asset a ON a.asset_id = ANY (ARRAY[h.asset_id])""";

    /** The events in the queue of a DAG, the oldest first, at most so many of each asset. */
    static final String SELECT_QUEUED_EVENTS = """
            SELECT q.event_id, a.name, a.uri, e.at
            FROM (SELECT event_id, asset_id, row_number() OVER (PARTITION BY asset_id ORDER BY event_id) AS place
                  FROM asset_queue WHERE dag_id = ?) AS q
                JOIN asset_event e ON e.event_id = ANY (ARRAY[q.event_id])
                JOIN asset a ON a.asset_id = ANY (ARRAY[q.asset_id])
            WHERE q.place <= ?
            ORDER BY q.event_id""";

    /** The tasks that name assets which are not active. */
    static final String SELECT_INACTIVE_USES = """
            SELECT u.dag_id, u.task_id, a.name, a.uri
            FROM asset a JOIN asset_use u ON u.name = ANY (ARRAY[a.name]) AND u.uri = a.uri
            WHERE NOT a.active AND u.kind = 'asset' AND u.role IN ('outlet', 'inlet')""";

    /** One asset. */
    static final String SELECT = """
            SELECT name, uri, group_name, extra FROM asset WHERE asset_id = ?""";

    private AssetSql() {}
}
