package io.orchestrator.core.audit.jdbc;

/** Statements on {@code audit_link}, the chain of {@code audit_event}. */
final class AuditChainSql {

    private static final String FACTS = """
            e.id::text AS id, (extract(epoch FROM e.at) * 1000000)::bigint::text AS at, e.actor, e.action, e.dag_id,
            e.run_id, e.task_id, e.detail::text AS detail
            """;

    /** One server at a time appends; whoever does not get it leaves the pass to the one that has it. */
    static final String TRY_LOCK = "SELECT pg_try_advisory_xact_lock(hashtext('orchestrator.audit_chain')) AS mine";

    /** The end of the chain. */
    static final String LAST = "SELECT seq, hash FROM audit_link ORDER BY seq DESC LIMIT 1";

    /** Events without a place, in the order of their numbers. Parameter: how many at most. */
    static final String WAITING = "SELECT w.number, NULL::bigint AS seq, NULL AS hash, " + FACTS + """
            FROM (SELECT number FROM audit_waiting ORDER BY number LIMIT ?) AS w
                CROSS JOIN LATERAL (SELECT * FROM audit_event WHERE number = w.number LIMIT 1) AS e
            ORDER BY w.number""";

    /** Gives events their places. Parameters: one array for each column. */
    static final String PLACE = """
            INSERT INTO audit_link (number, seq, hash)
            SELECT unnest(?::bigint[]), unnest(?::bigint[]), unnest(?::text[])""";

    /** Says that events wait no longer. Parameter: their numbers. */
    static final String DELETE_WAITING = "DELETE FROM audit_waiting WHERE number = ANY (?::bigint[])";

    /** A stretch of the chain; an event that was removed has no facts. Parameters: after which place, how many at most. */
    static final String STRETCH = "SELECT l.number, l.seq, l.hash, " + FACTS + """
            FROM (SELECT * FROM audit_link WHERE seq > ? ORDER BY seq LIMIT ?) AS l
                LEFT JOIN LATERAL (SELECT * FROM audit_event WHERE number = l.number LIMIT 1) AS e ON true
            ORDER BY l.seq""";

    static final String COUNT_WAITING = "SELECT count(*) AS waiting FROM audit_waiting";

    private AuditChainSql() {}
}
