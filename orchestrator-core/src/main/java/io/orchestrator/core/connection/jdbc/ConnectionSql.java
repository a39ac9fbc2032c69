package io.orchestrator.core.connection.jdbc;

/** Statements on {@code connection}. */
final class ConnectionSql {

    /** One connection. */
    static final String SELECT = """
            SELECT connection_id, conn_type, description, host, port, login, db_schema, password, extra
            FROM connection WHERE connection_id = ?""";

    /** Inserts or replaces one; a sealed value stays if its flag says so. */
    static final String PUT = """
            INSERT INTO connection AS c (connection_id, conn_type, description, host, port, login, db_schema, password, extra)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (connection_id) DO UPDATE
            SET conn_type = excluded.conn_type, description = excluded.description, host = excluded.host,
                port = excluded.port, login = excluded.login, db_schema = excluded.db_schema,
                password = CASE WHEN ?::boolean THEN c.password ELSE excluded.password END,
                extra = CASE WHEN ?::boolean THEN c.extra ELSE excluded.extra END,
                changed_at = now()
            RETURNING (xmax = 0) AS created""";

    /** Deletes one. */
    static final String DELETE = """
            DELETE FROM connection WHERE connection_id = ?""";

    /** Those of which something is sealed with another key; they are held until the transaction ends. */
    static final String SELECT_OLD_KEYS = """
            SELECT connection_id, password, extra FROM connection
            WHERE NOT starts_with(password, ?) OR NOT starts_with(extra, ?)
            ORDER BY connection_id FOR UPDATE""";

    /** Writes sealed values anew. */
    static final String RESEAL = """
            UPDATE connection SET password = ?, extra = ? WHERE connection_id = ?""";

    private ConnectionSql() {}
}
