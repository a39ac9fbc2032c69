package io.orchestrator.web;

import org.springframework.jdbc.core.simple.JdbcClient;

/** A backfill as an engine would have written it. */
public final class SampleBackfills {

    private SampleBackfills() {}

    /**
     * A backfill of a DAG from the first to the fifth of January 2026, of which the fifth is left out.
     *
     * @param completed whether it is over
     */
    public static void add(JdbcClient database, long id, String dagId, boolean paused, boolean completed) {
        database.sql("""
            INSERT INTO backfill (backfill_id, dag_id, from_date, to_date, reprocess, backwards, newest_version,
                max_active_runs, params, dates, ends, paused, created_by, created_at, updated_at, completed_at)
            SELECT :id, :dag, min(d), max(d), 'failed', false, true, 2, '{"rows": 7}',
                array_agg(d ORDER BY d) FILTER (WHERE d < '2026-01-05Z'), array_agg(d ORDER BY d) FILTER (WHERE d < '2026-01-05Z'),
                :paused, 'olga', '2026-02-01Z', '2026-02-01Z', CASE WHEN :completed THEN timestamptz '2026-02-02Z' END
            FROM generate_series(timestamptz '2026-01-01Z', '2026-01-05Z', interval '1 day') AS d
            """)
                .param("id", id)
                .param("dag", dagId)
                .param("paused", paused)
                .param("completed", completed)
                .update();
        database.sql("INSERT INTO backfill_left_out VALUES (:id, '2026-01-05Z', 'exists', false)")
                .param("id", id)
                .update();
    }
}
