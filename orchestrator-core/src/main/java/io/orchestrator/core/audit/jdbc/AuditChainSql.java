package io.orchestrator.core.audit.jdbc;

/** Statements on the chain of {@code audit_event}. */
final class AuditChainSql {

    private static final String FACTS = """
            seq, number, hash, id::text AS id, (extract(epoch FROM at) * 1000000)::bigint::text AS at, actor, action, dag_id,
            run_id, task_id, detail::text AS detail
            """;

    /** One server at a time appends; whoever does not get it leaves the pass to the one that has it. */
    static final String TRY_LOCK = "SELECT pg_try_advisory_xact_lock(hashtext('orchestrator.audit_chain')) AS mine";

    /** The end of the chain. */
    static final String LAST = """
            SELECT seq, hash FROM audit_event WHERE seq IS NOT NULL ORDER BY seq DESC LIMIT 1""";

    /** Events without a place, in the order of their numbers. Parameter: how many at most. */
    static final String WAITING = "SELECT " + FACTS + """
            FROM audit_event WHERE seq IS NULL ORDER BY number LIMIT ?""";

    /** Gives events their places. Parameters: one array for each column. */
    static final String PLACE = """
            UPDATE audit_event e SET seq = u.seq, hash = u.hash
            FROM (SELECT unnest(?::bigint[]) AS number, unnest(?::bigint[]) AS seq, unnest(?::text[]) AS hash) AS u
            WHERE e.number = u.number AND e.seq IS NULL""";

    /** A stretch of the chain. Parameters: after which place, how many at most. */
    static final String STRETCH = "SELECT " + FACTS + """
            FROM audit_event WHERE seq > ? ORDER BY seq LIMIT ?""";

    static final String COUNT_WAITING = "SELECT count(*) AS waiting FROM audit_event WHERE seq IS NULL";

    private AuditChainSql() {}
}
