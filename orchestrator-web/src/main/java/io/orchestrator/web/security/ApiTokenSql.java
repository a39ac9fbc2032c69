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

    /** The token with its user, in one round trip: it is asked before every answer of the API. */
    static final String FIND = """
            SELECT t.role AS most, t.scope_kind, t.scope_name, t.created_at,
                   t.last_used_at IS NULL OR t.last_used_at < :now::timestamptz - interval '1 minute' AS unnoted, %s
            FROM api_token t JOIN app_user u ON u.username = ANY (ARRAY[t.username])
            WHERE t.token_hash = :hash AND t.expires_at > :now
            """.formatted(People.COLUMNS);

    /** Notes when a token was used, which {@link #FIND} asks for once in a minute, so that reading costs no writing. */
    static final String NOTE = """
            UPDATE api_token SET last_used_at = :now WHERE token_hash = :hash
            """;

    private ApiTokenSql() {}
}
