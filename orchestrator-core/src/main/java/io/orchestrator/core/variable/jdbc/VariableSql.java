package io.orchestrator.core.variable.jdbc;

/** Statements on {@code variable}. */
final class VariableSql {

    /** One variable. */
    static final String SELECT = """
            SELECT key, value, secret, description FROM variable WHERE key = ?""";

    /** Inserts or replaces one. */
    static final String PUT = """
            INSERT INTO variable (key, value, secret, description) VALUES (?, ?, ?, ?)
            ON CONFLICT (key) DO UPDATE
            SET value = excluded.value, secret = excluded.secret, description = excluded.description, changed_at = now()
            RETURNING (xmax = 0) AS created""";

    /** Changes one, but not its value. */
    static final String KEEP_VALUE = """
            UPDATE variable SET secret = ?, description = ?, changed_at = now() WHERE key = ?""";

    /** Deletes one. */
    static final String DELETE = """
            DELETE FROM variable WHERE key = ?""";

    /** Those that are sealed with another key; they are held until the transaction ends. */
    static final String SELECT_OLD_KEYS = """
            SELECT key, value, secret, description FROM variable WHERE NOT starts_with(value, ?) ORDER BY key FOR UPDATE""";

    /** Writes a sealed value anew. */
    static final String RESEAL = """
            UPDATE variable SET value = ? WHERE key = ?""";

    private VariableSql() {}
}
