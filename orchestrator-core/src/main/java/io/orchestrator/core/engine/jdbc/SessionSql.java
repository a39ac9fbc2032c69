package io.orchestrator.core.engine.jdbc;

import io.orchestrator.core.jdbc.StoreDataSources;

/**
 * Statements on {@code worker_session}. The clock is the database's, read when the row is written: not when the transaction
 * began, which may have waited for a lock since. Joins are written as {@link StoreDataSources} says.
 */
final class SessionSql {

    /** Opens sessions with a lease. Parameters: the lease in milliseconds, then one array for each column. */
    static final String INSERT = """
            INSERT INTO worker_session (session_id, name, host, pid, worker_version, protocol_version, token_hash, queues,
                                        capabilities, slots, prefetch, state, registered_at, heartbeat_at, lease_until)
            SELECT u.session_id, u.name, u.host, u.pid, u.worker_version, u.protocol_version, u.token_hash,
                   ARRAY (SELECT jsonb_array_elements_text(u.queues::jsonb)),
                   ARRAY (SELECT jsonb_array_elements_text(u.capabilities::jsonb)), u.slots, u.prefetch, u.state,
                   clock.now, clock.now, clock.now + ?::bigint * interval '1 millisecond'
            FROM (SELECT clock_timestamp() AS now) AS clock,
                 (SELECT unnest(?::uuid[]) AS session_id,
                    unnest(?::text[]) AS name, unnest(?::text[]) AS host, unnest(?::bigint[]) AS pid,
                    unnest(?::text[]) AS worker_version, unnest(?::int[]) AS protocol_version,
                    unnest(?::text[]) AS token_hash, unnest(?::text[]) AS queues, unnest(?::text[]) AS capabilities,
                    unnest(?::int[]) AS slots, unnest(?::int[]) AS prefetch, unnest(?::text[]) AS state) AS u""";

    /** Moves open sessions to another state; one that is over stays as it is. */
    static final String UPDATE_STATE = """
            UPDATE worker_session w
            SET state = u.state, ended_at = CASE WHEN u.state IN ('ended', 'lost') THEN clock_timestamp() END
            FROM (SELECT unnest(?::uuid[]) AS session_id, unnest(?::text[]) AS state) AS u
            WHERE w.session_id = ANY (ARRAY[u.session_id]) AND w.state IN ('live', 'draining')""";

    /** Renews leases; returns the sessions that are still open. Parameters: the lease in milliseconds, ids. */
    static final String RENEW = """
            UPDATE worker_session
            SET heartbeat_at = clock_timestamp(), lease_until = clock_timestamp() + ?::bigint * interval '1 millisecond'
            WHERE session_id = ANY (?::uuid[]) AND state IN ('live', 'draining')
            RETURNING session_id""";

    /** Takes leases that have ended away; returns their sessions. */
    static final String EXPIRE = """
            UPDATE worker_session
            SET state = 'lost', ended_at = clock_timestamp()
            WHERE state IN ('live', 'draining') AND lease_until < clock_timestamp()
            RETURNING session_id""";

    /** Sessions that are not over. */
    static final String SELECT_OPEN = """
            SELECT session_id, name, host, pid, worker_version, protocol_version, token_hash, queues, capabilities, slots,
                   prefetch, state
            FROM worker_session WHERE state IN ('live', 'draining') ORDER BY registered_at, session_id""";

    private SessionSql() {}
}
