package io.orchestrator.core.log.jdbc;

/** Statements on {@code log_chunk}. */
final class LogSql {

    /**
     * Stores pieces of logs; one whose attempt is not there is left out, one that is there already makes it fail. A scalar query,
     * because EXISTS would become a join, for which the planner may read all attempts.
     */
    static final String INSERT = """
            INSERT INTO log_chunk (run_key, attempt_id, sequence, lines, gzip)
            SELECT u.run_key, u.attempt_id, u.sequence, u.lines, u.gzip
            FROM (SELECT unnest(?::bigint[]) AS run_key, unnest(?::uuid[]) AS attempt_id, unnest(?::int[]) AS sequence,
                         unnest(?::int[]) AS lines, unnest(?::bytea[]) AS gzip) AS u
            WHERE (SELECT true FROM task_attempt a WHERE a.run_key = u.run_key AND a.attempt_id = u.attempt_id)""";

    /** The same; pieces that are there already are left out. */
    static final String INSERT_NEW = INSERT + "\nON CONFLICT DO NOTHING";

    /** Pieces of one attempt, in order. Parameters: run key, attempt, first sequence number, how many. */
    static final String SELECT = """
            SELECT run_key, attempt_id, sequence, lines, gzip FROM log_chunk
            WHERE run_key = ? AND attempt_id = ? AND sequence >= ?
            ORDER BY sequence LIMIT ?""";

    /** How long the pieces of one attempt are. Parameters: run key, attempt. */
    static final String PIECES = """
            SELECT sequence, lines FROM log_chunk WHERE run_key = ? AND attempt_id = ? ORDER BY sequence""";

    private LogSql() {}
}
