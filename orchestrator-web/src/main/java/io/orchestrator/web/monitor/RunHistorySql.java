package io.orchestrator.web.monitor;

/** The statements about many runs of a DAG over time. */
final class RunHistorySql {

    /** Newest runs that have started, with how long they took and how late they were, in seconds. */
    static final String TIMES = """
            SELECT run_key, dag_id, run_id, run_type, state, logical_date, queued_at, started_at, ended_at, version,
                   extract(epoch FROM ended_at - started_at)::float8 AS took,
                   greatest(0, extract(epoch FROM started_at - run_after))::float8 AS delay
            FROM dag_run WHERE dag_id = :dag AND started_at IS NOT NULL ORDER BY run_key DESC LIMIT :number
            """;

    /** What became of the runs of each day, by the date that people know them by, in UTC. */
    static final String DAYS = """
            SELECT (coalesce(logical_date, run_after) AT TIME ZONE 'UTC')::date AS day, count(*) AS runs,
                   count(*) FILTER (WHERE state = 'failed') AS failed,
                   count(*) FILTER (WHERE state IN ('queued', 'running')) AS open
            FROM dag_run
            WHERE dag_id = :dag AND coalesce(logical_date, run_after) >= :from AND coalesce(logical_date, run_after) < :to
            GROUP BY 1
            """;

    private RunHistorySql() {}
}
