package io.orchestrator.web.monitor;

/** The statements of the DAG list. */
final class DagListSql {

    /** The active DAGs that search and tag let through, with what their runs are doing. */
    private static final String FOUND = """
            WITH found AS (
                SELECT d.dag_id, d.description, d.tags, d.paused, d.schedule, s.next_due, newest.state AS newest,
                       coalesce(live.running, 0) AS running, coalesce(live.queued, 0) AS queued
                FROM dag d
                LEFT JOIN dag_schedule s USING (dag_id)
                LEFT JOIN (SELECT dag_id,
                                  count(*) FILTER (WHERE state = 'running') AS running,
                                  count(*) FILTER (WHERE state = 'queued') AS queued
                           FROM dag_run WHERE NOT settled AND state IN ('queued', 'running') GROUP BY dag_id) live USING (dag_id)
                LEFT JOIN LATERAL (SELECT r.state FROM dag_run r
                                   WHERE r.dag_id = d.dag_id ORDER BY r.run_key DESC LIMIT 1) newest ON true
                WHERE d.active AND (:visible::text[] IS NULL OR d.dag_id = ANY (:visible::text[]))
                  AND (:text = '' OR strpos(lower(d.dag_id), :text) > 0 OR strpos(lower(d.description), :text) > 0)
                  AND (:tag = '' OR :tag = ANY (d.tags)) AND (:owner = '' OR :owner = ANY (d.owners))
            )
            """;

    /** How many of them there are in each group that the list can be narrowed to, and one page of one group; at least one row. */
    static final String PAGE = FOUND + """
            SELECT counts.*, page.*
            FROM (SELECT count(*) AS all_dags,
                         count(*) FILTER (WHERE running > 0 OR queued > 0) AS running_dags,
                         count(*) FILTER (WHERE newest = 'failed') AS failed_dags,
                         count(*) FILTER (WHERE paused) AS paused_dags
                  FROM found) counts
            LEFT JOIN (SELECT * FROM found
                       WHERE CASE :status WHEN 'running' THEN running > 0 OR queued > 0
                                          WHEN 'failed' THEN newest = 'failed'
                                          WHEN 'paused' THEN paused
                                          ELSE true END
                       ORDER BY dag_id LIMIT :size OFFSET :offset) page ON true
            ORDER BY page.dag_id
            """;

    /** The newest runs of some DAGs, newest first within each. */
    static final String RECENT_RUNS = """
            SELECT r.* FROM dag d
            CROSS JOIN LATERAL (SELECT run_key, dag_id, run_id, run_type, state, logical_date,
                                       queued_at, started_at, ended_at, version
                                FROM dag_run WHERE dag_id = d.dag_id ORDER BY run_key DESC LIMIT :each) r
            WHERE d.dag_id IN (:dags)
            ORDER BY r.dag_id, r.run_key DESC
            """;

    /** Every tag and every owner of an active DAG. */
    static final String CHOICES = """
            WITH visible AS (SELECT tags, owners FROM dag
                             WHERE active AND (:visible::text[] IS NULL OR dag_id = ANY (:visible::text[])))
            SELECT 'tag' AS kind, t AS name FROM (SELECT DISTINCT unnest(tags) AS t FROM visible) tags
            UNION ALL
            SELECT 'owner', o FROM (SELECT DISTINCT unnest(owners) AS o FROM visible) owners
            ORDER BY kind, name
            """;

    private DagListSql() {}
}
