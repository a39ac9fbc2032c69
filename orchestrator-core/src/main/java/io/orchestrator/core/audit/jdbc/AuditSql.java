package io.orchestrator.core.audit.jdbc;

/** Statements on {@code audit_event}. */
final class AuditSql {

    /** Writes what people did. Parameters: one array for each column. */
    static final String INSERT = """
            INSERT INTO audit_event (id, at, actor, action, dag_id, run_id, task_id, detail)
            SELECT u.id, instant_of_micros(u.at), u.actor, u.action, u.dag_id, u.run_id, u.task_id, u.detail::jsonb
            FROM (SELECT unnest(?::uuid[]) AS id, unnest(?::bigint[]) AS at, unnest(?::text[]) AS actor,
                         unnest(?::text[]) AS action, unnest(?::text[]) AS dag_id, unnest(?::text[]) AS run_id,
                         unnest(?::text[]) AS task_id, unnest(?::text[]) AS detail) AS u""";

    private AuditSql() {}
}
