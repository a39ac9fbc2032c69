package io.orchestrator.web.security;

/** Statements on {@code api_token}. */
final class ApiTokenSql {

    static final String INSERT = """
            INSERT INTO api_token (token_hash, token_id, username, name, role, scope_kind, scope_name, created_at, expires_at)
            VALUES (:hash, :id, :username, :name, :role, :kind, :scope, :now, :expires)
            """;

    static final String REVOKE = """
            DELETE FROM api_token WHERE token_id = :id AND (:username::text IS NULL OR username = :username)
            """;

    static final String LIST = """
            SELECT token_id, username, name, role, scope_kind || ' ' || scope_name AS scope, created_at, expires_at, last_used_at
            FROM api_token
            WHERE expires_at > :now AND (:username::text IS NULL OR username = :username)
            ORDER BY created_at DESC, token_id
            """;

    /** The token, which notes when it was used; at most once in a minute, so that reading costs no writing. */
    static final String USE = """
            WITH found AS (SELECT token_hash, username, role, scope_kind, scope_name, created_at, last_used_at
                           FROM api_token WHERE token_hash = :hash AND expires_at > :now),
                 used AS (UPDATE api_token t SET last_used_at = :now FROM found f
                          WHERE t.token_hash = f.token_hash
                            AND (f.last_used_at IS NULL OR f.last_used_at < :now::timestamptz - interval '1 minute'))
            SELECT * FROM found
            """;

    private ApiTokenSql() {}
}
