package io.orchestrator.web.security;

import io.orchestrator.web.database.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who may do what at this moment. Asked at every request, so what is taken from somebody is gone at once. */
@Component
public class People {

    private static final String ONE = """
            SELECT u.username, u.role, u.enabled, u.logins_since,
                   ARRAY(SELECT concat_ws(' ', kind, role, name) FROM user_grant g WHERE g.username = u.username) AS grants
            FROM app_user u WHERE u.username = :username
            """;

    private final JdbcClient database;

    People(JdbcClient database) {
        this.database = database;
    }

    private record Found(
            Grants grants, boolean enabled, @Nullable Instant loginsSince) {}

    /**
     * Somebody who logged in at that time; empty: there is no such user any more, they may not log in, or their logins of that
     * time were ended.
     */
    public Optional<Person> find(String username, Instant since) {
        return database.sql(ONE)
                .param("username", username)
                .query((row, number) -> found(row))
                .optional()
                .filter(Found::enabled)
                .filter(found -> found.loginsSince() == null || !since.isBefore(found.loginsSince()))
                .map(found -> new Person(username, found.grants(), since));
    }

    private static Found found(ResultSet row) throws SQLException {
        var grants = Columns.texts(row, "grants").stream().map(People::grant).toList();
        return new Found(
                new Grants(Role.of(row.getString("role")), grants),
                row.getBoolean("enabled"),
                Columns.instant(row, "logins_since"));
    }

    /** {@code kind role name}: of the three only the name may have a space. */
    private static Grants.Grant grant(String text) {
        var parts = List.of(text.split(" ", 3));
        return new Grants.Grant(
                Grants.Kind.valueOf(parts.get(0).toUpperCase(Locale.ROOT)), parts.get(2), Role.of(parts.get(1)));
    }
}
