package io.orchestrator.core.audit.jdbc;

/** Statements on {@code audit_event}. */
final class AuditSql {

    /** Writes what people did. Parameters: one array for each column. */
    static final String INSERT = """
            INSERT INTO audit_event (id, at, actor, action, dag_id, run_id, task_id, detail)
            SELECT u.id, instant_of_micros(u.at), u.actor, u.action, u.dag_id, u.run_id, u.task_id, u.detail::jsonb
            FROM unnest(?::uuid[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
                AS u (id, at, actor, action, dag_id, run_id, task_id, detail)""";

    private AuditSql() {}
}
