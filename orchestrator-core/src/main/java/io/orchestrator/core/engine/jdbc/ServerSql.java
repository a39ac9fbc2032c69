package io.orchestrator.core.engine.jdbc;

import io.orchestrator.core.jdbc.StoreDataSources;

/**
 * Statements on {@code server} and {@code engine_mail}. The clock is the database's, read when the row is written. Joins are
 * written as {@link StoreDataSources} says.
 */
final class ServerSql {

    /** Opens a server. Parameters: id, url, place, pid, version, the lease in milliseconds. */
    static final String INSERT = """
            INSERT INTO server (server_id, url, place, pid, version, state, lease_until)
            VALUES (?, ?, ?, ?, ?, 'live', clock_timestamp() + ?::bigint * interval '1 millisecond')
            RETURNING clock_timestamp() AS now""";

    /** Renews a lease; no row: it was taken away. Parameters: the lease in milliseconds, id. */
    static final String RENEW = """
            UPDATE server
            SET heartbeat_at = clock_timestamp(), lease_until = clock_timestamp() + ?::bigint * interval '1 millisecond'
            WHERE server_id = ? AND state IN ('live', 'draining')
            RETURNING clock_timestamp() AS now""";

    /** Moves an open server to another state. Parameters: state twice, id. */
    static final String MOVE = """
            UPDATE server
            SET state = ?, ended_at = CASE WHEN ? IN ('ended', 'lost') THEN clock_timestamp() END
            WHERE server_id = ? AND state IN ('live', 'draining')""";

    /**
     * The fence between servers: whoever wants to say that a server is over waits for the transaction that holds this row, and
     * whoever comes later sees that it is over. Parameter: id.
     */
    static final String HOLD = """
            SELECT server_id FROM server WHERE server_id = ? AND state IN ('live', 'draining') FOR SHARE""";

    /** Takes the leases that have ended away. A server that is just writing is not dead, and is left for the next look. */
    static final String EXPIRE = """
            UPDATE server
            SET state = 'lost', ended_at = clock_timestamp()
            WHERE server_id IN (SELECT server_id FROM server
                                WHERE state IN ('live', 'draining') AND lease_until < clock_timestamp()
                                FOR UPDATE SKIP LOCKED)""";

    /** Servers that are not over. */
    static final String SELECT_OPEN = """
            SELECT server_id, url, place, pid, version, state
            FROM server WHERE state IN ('live', 'draining') ORDER BY started_at, server_id""";

    /** Posts letters. Parameters: one array for each column. */
    static final String INSERT_MAIL = """
            INSERT INTO engine_mail (id, dag_id, asker, command)
            SELECT u.id, u.dag_id, u.asker, u.command
            FROM (SELECT unnest(?::uuid[]) AS id, unnest(?::text[]) AS dag_id, unnest(?::uuid[]) AS asker,
                         unnest(?::text[]) AS command) AS u""";

    /** Takes letters for DAGs. Parameter: DAG ids. */
    static final String TAKE_MAIL = """
            WITH waiting AS MATERIALIZED (
                SELECT id FROM engine_mail WHERE NOT taken AND dag_id = ANY (?::text[]) FOR UPDATE SKIP LOCKED
            )
            UPDATE engine_mail SET taken = true WHERE id = ANY (ARRAY (SELECT id FROM waiting))
            RETURNING id, dag_id, asker, command""";

    /** Answers letters. Parameters: ids, answers. */
    static final String ANSWER_MAIL = """
            UPDATE engine_mail m
            SET answer = u.answer
            FROM (SELECT unnest(?::uuid[]) AS id, unnest(?::text[]) AS answer) AS u
            WHERE m.id = ANY (ARRAY[u.id])""";

    /** Clears away what nobody has fetched for long, because the asker has died. */
    static final String DELETE_OLD_MAIL = "DELETE FROM engine_mail WHERE at < now() - interval '10 minutes'";

    /** Takes the answers for a server. Parameter: asker. */
    static final String TAKE_ANSWERS = """
            DELETE FROM engine_mail WHERE asker = ? AND answer IS NOT NULL
            RETURNING id, answer""";

    /** Tells the other servers to look now. */
    static final String HINT = "SELECT pg_notify('" + JdbcHints.CHANNEL + "', '')";

    private ServerSql() {}
}
