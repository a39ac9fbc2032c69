package io.orchestrator.web.home;

/** The statements of the first page, each of the DAGs that whoever asks may see. */
final class HomeSql {

    /**
     * How many servers, workers, slots and DAGs there are, and tasks of open runs. Leases are the database's to judge. OFFSET 0: run
     * by run, however many it believes to be open; else it reads all tasks there ever were.
     */
    static final String FACTS = """
            SELECT (SELECT count(*) FROM server WHERE state = 'live' AND lease_until > now()) AS servers,
                   w.workers, w.draining, w.slots,
                   (SELECT count(*) FROM import_error WHERE :visible::text[] IS NULL) AS import_errors,
                   t.busy, t.queued, t.ready, d.active, d.paused
            FROM (SELECT count(*) FILTER (WHERE state = 'live') AS workers,
                         count(*) FILTER (WHERE state = 'draining') AS draining,
                         coalesce(sum(slots) FILTER (WHERE state = 'live'), 0) AS slots
                  FROM worker_session WHERE state IN ('live', 'draining')) w,
                 (SELECT count(*) FILTER (WHERE i.state IN ('running', 'restarting')) AS busy,
                         count(*) FILTER (WHERE i.state = 'queued') AS queued,
                         count(*) FILTER (WHERE i.state = 'scheduled') AS ready
                  FROM (SELECT run_key FROM dag_run WHERE NOT settled) r
                  CROSS JOIN LATERAL (SELECT state FROM task_instance WHERE run_key = r.run_key OFFSET 0) i) t,
                 (SELECT count(*) FILTER (WHERE NOT paused) AS active, count(*) FILTER (WHERE paused) AS paused
                  FROM dag WHERE active AND (:visible::text[] IS NULL OR dag_id = ANY (:visible::text[]))) d
            """;

    private static final String RUN = """
            SELECT run_key, dag_id, run_id, run_type, state, logical_date, queued_at, started_at, ended_at, version,
                   state_reason
            FROM dag_run
            """;

    /** Runs that are on their way, those that run before those that wait. */
    static final String OPEN = RUN + """
            WHERE NOT settled AND state IN ('queued', 'running')
              AND (:visible::text[] IS NULL OR dag_id = ANY (:visible::text[]))
            ORDER BY state DESC, run_key DESC LIMIT :number
            """;

    static final String OPEN_COUNTS = """
            SELECT count(*) FILTER (WHERE state = 'running') AS running, count(*) FILTER (WHERE state = 'queued') AS queued
            FROM dag_run WHERE NOT settled AND state IN ('queued', 'running')
              AND (:visible::text[] IS NULL OR dag_id = ANY (:visible::text[]))
            """;

    /** Runs created since a moment that failed, newest first. */
    static final String FAILED = RUN + """
            WHERE run_key >= :since AND state = 'failed'
              AND (:visible::text[] IS NULL OR dag_id = ANY (:visible::text[]))
            ORDER BY run_key DESC LIMIT :number
            """;

    /** How the runs created since a moment ended. */
    static final String ENDED = """
            SELECT count(*) FILTER (WHERE state = 'success') AS success, count(*) FILTER (WHERE state = 'failed') AS failed
            FROM dag_run WHERE run_key >= :since
              AND (:visible::text[] IS NULL OR dag_id = ANY (:visible::text[]))
            """;

    /** What should have gone on before a moment: runs that are due and not there yet, and runs that still wait. */
    static final String LATE = """
            SELECT s.dag_id, NULL AS run_id, s.next_due AS due FROM dag_schedule s JOIN dag d USING (dag_id)
            WHERE d.active AND NOT d.paused AND s.next_due < :before
              AND (:visible::text[] IS NULL OR d.dag_id = ANY (:visible::text[]))
            UNION ALL
            SELECT r.dag_id, r.run_id, r.run_after FROM dag_run r JOIN dag d USING (dag_id)
            WHERE NOT r.settled AND r.state = 'queued' AND NOT d.paused AND r.run_after < :before AND r.queued_at < :before
              AND (:visible::text[] IS NULL OR d.dag_id = ANY (:visible::text[]))
            ORDER BY due LIMIT :number
            """;

    /** How far some runs are. */
    static final String PROGRESS = """
            SELECT run_key, state, count(*) AS number FROM task_instance WHERE run_key IN (:runs) GROUP BY run_key, state
            """;

    private HomeSql() {}
}
