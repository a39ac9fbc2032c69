package io.orchestrator.web.security;

/** Statements on {@code app_user} and {@code user_grant}. */
final class UserSql {

    /** Who may log in with a password. */
    static final String LOGIN = """
            SELECT username, password_hash, role, enabled FROM app_user WHERE username = :username AND origin = 'local'
            """;

    static final String INSERT = """
            INSERT INTO app_user (username, password_hash, role, origin) VALUES (:username, :hash, :role, :origin)
            ON CONFLICT DO NOTHING
            """;

    static final String FROM_ELSEWHERE = """
            INSERT INTO app_user AS u (username, subject, password_hash, role, origin)
            VALUES (:username, :subject, :hash, :role, 'oidc')
            ON CONFLICT (username) DO UPDATE SET role = excluded.role, subject = excluded.subject
            WHERE u.origin = 'oidc' AND (u.subject IS NULL OR u.subject = excluded.subject)
            """;

    static final String ALL = """
            SELECT username, role, enabled, origin, created_at,
                   ARRAY(SELECT concat_ws(' ', g.role, 'on', g.kind, g.name) FROM user_grant g
                         WHERE g.username = u.username ORDER BY kind, name) AS grants
            FROM app_user u ORDER BY username
            """;

    static final String SET_PASSWORD = """
            UPDATE app_user SET password_hash = :hash, logins_since = :now WHERE username = :username AND origin = 'local'
            """;

    static final String GRANT = """
            INSERT INTO user_grant (username, kind, name, role) VALUES (:username, :kind, :name, :role)
            ON CONFLICT (username, kind, name) DO UPDATE SET role = excluded.role
            """;

    static final String TAKE_BACK =
            "DELETE FROM user_grant WHERE username = :username AND kind = :kind AND name = :name";

    private UserSql() {}
}
