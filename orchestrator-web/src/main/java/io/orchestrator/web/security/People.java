package io.orchestrator.web.security;

import io.orchestrator.web.database.Columns;
import io.orchestrator.web.database.DataSources;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who may do what at this moment. Asked at every request, so what is taken from somebody is gone at once. */
@Component
public class People {

    /** What {@link #person} reads, of a row {@code u} of {@code app_user}. */
    static final String COLUMNS = """
            u.username, u.role, u.enabled, u.logins_since,
            ARRAY(SELECT concat_ws(' ', kind, role, name) FROM user_grant g WHERE g.username = u.username) AS grants""";

    private static final String ONE = "SELECT %s FROM app_user u WHERE u.username = :username".formatted(COLUMNS);

    private final JdbcClient database;

    People(@Qualifier(DataSources.LOOK_UPS) JdbcClient database) {
        this.database = database;
    }

    /**
     * Somebody who logged in at that time; empty: there is no such user any more, they may not log in, or their logins of that
     * time were ended.
     */
    public Optional<Person> find(String username, Instant since) {
        return database.sql(ONE)
                .param("username", username)
                .query((row, number) -> person(row, since))
                .optional()
                .flatMap(Function.identity());
    }

    /** Who a row with {@link #COLUMNS} is, if they logged in at that time and that still holds. */
    static Optional<Person> person(ResultSet row, Instant since) throws SQLException {
        var loginsSince = Columns.instant(row, "logins_since");
        if (!row.getBoolean("enabled") || (loginsSince != null && since.isBefore(loginsSince))) {
            return Optional.empty();
        }
        var grants = Columns.texts(row, "grants").stream().map(People::grant).toList();
        return Optional.of(
                new Person(row.getString("username"), new Grants(Role.of(row.getString("role")), grants), since));
    }

    /** {@code kind role name}: of the three only the name may have a space. */
    private static Grants.Grant grant(String text) {
        var parts = List.of(text.split(" ", 3));
        return new Grants.Grant(
                Grants.Kind.valueOf(parts.get(0).toUpperCase(Locale.ROOT)), parts.get(2), Role.of(parts.get(1)));
    }
}
