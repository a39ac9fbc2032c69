package io.orchestrator.web.security;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.stereotype.Component;

/** Tokens that programs got for a user's name and password. They are good for a day, on every server. */
@Component
public class ApiTokens {

    private static final Duration LIFE = Duration.ofHours(24);

    private final JdbcClient database;
    private final Clock clock;

    ApiTokens(JdbcClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** A new token of this user; those whose time is over are forgotten. */
    public String issue(String username) {
        var now = clock.instant();
        database.sql("DELETE FROM api_token WHERE expires_at <= :now")
                .param("now", Timestamp.from(now))
                .update();
        var token = Secrets.newToken();
        database.sql("""
                        INSERT INTO api_token (token_hash, username, created_at, expires_at)
                        VALUES (:hash, :username, :now, :expires)""")
                .param("hash", Secrets.hash(token))
                .param("username", username)
                .param("now", Timestamp.from(now))
                .param("expires", Timestamp.from(now.plus(LIFE)))
                .update();
        return token;
    }

    /** Nobody gets in with this token any more; one that is not known stays that. */
    void end(String token) {
        database.sql("DELETE FROM api_token WHERE token_hash = :hash")
                .param("hash", Secrets.hash(token))
                .update();
    }

    /** Who shows this token, with the role that the user has now; empty if the user may not log in any more. */
    Optional<Authentication> login(String token) {
        return database.sql("""
                        SELECT u.username, u.role FROM api_token t JOIN app_user u USING (username)
                        WHERE t.token_hash = :hash AND t.expires_at > :now AND u.enabled""")
                .param("hash", Secrets.hash(token))
                .param("now", Timestamp.from(clock.instant()))
                .query((row, number) -> (Authentication) UsernamePasswordAuthenticationToken.authenticated(
                        row.getString("username"),
                        null,
                        AuthorityUtils.createAuthorityList(
                                "ROLE_" + Role.of(row.getString("role")).name())))
                .optional();
    }
}
