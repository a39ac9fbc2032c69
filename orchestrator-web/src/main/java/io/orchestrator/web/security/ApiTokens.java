package io.orchestrator.web.security;

import io.orchestrator.core.engine.IdSource;
import io.orchestrator.web.database.Columns;
import io.orchestrator.web.database.DataSources;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;

/** What programs show instead of a name and a password, good on every server. Only the hash of a token is kept. */
@Component
public class ApiTokens {

    /** Of a token that somebody got for name and password. */
    private static final Duration LIFE = Duration.ofHours(24);

    private final JdbcClient database;
    private final JdbcClient lookUps;
    private final IdSource ids;
    private final Clock clock;

    ApiTokens(JdbcClient database, @Qualifier(DataSources.LOOK_UPS) JdbcClient lookUps, IdSource ids, Clock clock) {
        this.database = database;
        this.lookUps = lookUps;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * What a token is for.
     *
     * @param name null: it came from a name and a password
     * @param role at most that, whatever the user may do
     * @param scopeKind the only DAGs that it is for; null with {@code scopeName}: no such limit
     */
    public record Purpose(
            @Nullable String name,
            Role role,
            Grants.@Nullable Kind scopeKind,
            @Nullable String scopeName,
            Duration life) {

        static Purpose login() {
            return new Purpose(null, Role.ADMIN, null, null, LIFE);
        }
    }

    /** A token as it is listed: never the token itself. */
    public record Listed(
            UUID tokenId,
            String username,
            @Nullable String name,
            Role role,
            @Nullable String scope,
            Instant createdAt,
            Instant expiresAt,
            @Nullable Instant lastUsedAt) {}

    /** A new token, told this once. */
    public record Issued(UUID tokenId, String token, Instant expiresAt) {}

    /** A new token of a day for a user who logged in. */
    public String issue(String username) {
        return issue(username, Purpose.login()).token();
    }

    /** A new token; those whose time is over are forgotten. */
    public Issued issue(String username, Purpose purpose) {
        var now = clock.instant();
        database.sql("DELETE FROM api_token WHERE expires_at <= :now")
                .param("now", Timestamp.from(now))
                .update();
        var issued = new Issued(ids.uuid(now), Secrets.newToken(), now.plus(purpose.life()));
        database.sql(ApiTokenSql.INSERT)
                .param("hash", Secrets.hash(issued.token()))
                .param("id", issued.tokenId())
                .param("username", username)
                .param("name", purpose.name())
                .param("role", purpose.role().key())
                .param(
                        "kind",
                        purpose.scopeKind() == null
                                ? null
                                : purpose.scopeKind().name().toLowerCase(Locale.ROOT))
                .param("scope", purpose.scopeName())
                .param("now", Timestamp.from(now))
                .param("expires", Timestamp.from(issued.expiresAt()))
                .update();
        return issued;
    }

    /** Nobody gets in with this token any more; one that is not known stays that. */
    void end(String token) {
        database.sql("DELETE FROM api_token WHERE token_hash = :hash")
                .param("hash", Secrets.hash(token))
                .update();
    }

    /**
     * Nobody gets in with that token any more.
     *
     * @param username whose it must be; null: whosever
     * @return false: there is no such token
     */
    public boolean revoke(UUID tokenId, @Nullable String username) {
        return database.sql(ApiTokenSql.REVOKE)
                        .param("id", tokenId)
                        .param("username", username)
                        .update()
                > 0;
    }

    /** @param username whose; null: everybody's */
    public List<Listed> list(@Nullable String username) {
        return database.sql(ApiTokenSql.LIST)
                .param("username", username)
                .param("now", Timestamp.from(clock.instant()))
                .query((row, number) -> listed(row))
                .list();
    }

    private static Listed listed(ResultSet row) throws SQLException {
        return new Listed(
                row.getObject("token_id", UUID.class),
                row.getString("username"),
                row.getString("name"),
                Role.of(row.getString("role")),
                row.getString("scope"),
                Columns.some(row, "created_at"),
                Columns.some(row, "expires_at"),
                Columns.instant(row, "last_used_at"));
    }

    private record Shown(
            Optional<Person> person,
            Role most,
            @Nullable String kind,
            @Nullable String name,
            boolean unnoted) {}

    /** Who shows this token, with what the user and the token allow now; empty if it or the user may not come in any more. */
    Optional<Authentication> login(String token) {
        var now = Timestamp.from(clock.instant());
        var hash = Secrets.hash(token);
        var shown = lookUps.sql(ApiTokenSql.FIND)
                .param("hash", hash)
                .param("now", now)
                .query((row, number) -> shown(row))
                .optional();
        if (shown.isPresent() && shown.get().unnoted()) {
            lookUps.sql(ApiTokenSql.NOTE).param("hash", hash).param("now", now).update();
        }
        return shown.flatMap(found -> found.person()
                .map(person -> new Person(person.name(), limited(person.grants(), found), person.since()).asLogin()));
    }

    private static Shown shown(ResultSet row) throws SQLException {
        return new Shown(
                People.person(row, Columns.some(row, "created_at")),
                Role.of(row.getString("most")),
                row.getString("scope_kind"),
                row.getString("scope_name"),
                row.getBoolean("unnoted"));
    }

    private static Grants limited(Grants grants, Shown token) {
        var capped = grants.atMost(token.most());
        return token.kind() == null || token.name() == null
                ? capped
                : capped.only(Grants.Kind.valueOf(token.kind().toUpperCase(Locale.ROOT)), token.name());
    }
}
