package io.orchestrator.web.security;

import io.orchestrator.web.database.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.stereotype.Component;

/** The users of the table {@code app_user}. */
@Component
class Users implements UserDetailsService {

    static final int LONGEST_NAME = 200;
    /** What no password hashes to: users who come from elsewhere. */
    private static final String NO_PASSWORD = "{none}";

    private final JdbcClient database;

    Users(JdbcClient database) {
        this.database = database;
    }

    /** One user, as a list shows them. */
    record Listed(String username, Role role, boolean enabled, String origin, Instant createdAt, List<String> grants) {}

    @Override
    public UserDetails loadUserByUsername(String username) {
        // PostgreSQL keeps no NUL in a text, so nobody has such a name.
        if (username.length() > LONGEST_NAME || username.indexOf('\0') >= 0) {
            throw UsernameNotFoundException.fromUsername(username);
        }
        return database.sql(UserSql.LOGIN)
                .param("username", username)
                .query((row, number) -> User.withUsername(row.getString("username"))
                        .password(row.getString("password_hash"))
                        .roles(Role.of(row.getString("role")).name())
                        .disabled(!row.getBoolean("enabled"))
                        .build())
                .optional()
                .orElseThrow(() -> UsernameNotFoundException.fromUsername(username));
    }

    boolean isEmpty() {
        return !database.sql("SELECT EXISTS (SELECT FROM app_user)")
                .query(Boolean.class)
                .single();
    }

    /** Adds a user; one with that name that is there already stays as it is. */
    boolean add(String username, String passwordHash, Role role) {
        return database.sql(UserSql.INSERT)
                        .param("username", username)
                        .param("hash", passwordHash)
                        .param("role", role.key())
                        .param("origin", "local")
                        .update()
                > 0;
    }

    /**
     * Somebody whom the identity provider vouches for, with the role that it gives. False: a local user has that name, or
     * somebody else whom the provider knows.
     */
    boolean fromElsewhere(String username, String subject, Role role) {
        return database.sql(UserSql.FROM_ELSEWHERE)
                        .param("username", username)
                        .param("subject", subject)
                        .param("hash", NO_PASSWORD)
                        .param("role", role.key())
                        .update()
                > 0;
    }

    List<Listed> all() {
        return database.sql(UserSql.ALL).query((row, number) -> listed(row)).list();
    }

    private static Listed listed(ResultSet row) throws SQLException {
        return new Listed(
                row.getString("username"),
                Role.of(row.getString("role")),
                row.getBoolean("enabled"),
                row.getString("origin"),
                Columns.some(row, "created_at"),
                Columns.texts(row, "grants"));
    }

    boolean setRole(String username, Role role) {
        return database.sql("UPDATE app_user SET role = :role WHERE username = :username")
                        .param("role", role.key())
                        .param("username", username)
                        .update()
                > 0;
    }

    boolean setEnabled(String username, boolean enabled) {
        return database.sql("UPDATE app_user SET enabled = :enabled WHERE username = :username")
                        .param("enabled", enabled)
                        .param("username", username)
                        .update()
                > 0;
    }

    /** All logins and tokens of before that moment end with the old password. */
    boolean setPassword(String username, String passwordHash, Instant now) {
        return database.sql(UserSql.SET_PASSWORD)
                        .param("hash", passwordHash)
                        .param("now", Timestamp.from(now))
                        .param("username", username)
                        .update()
                > 0;
    }

    boolean endLogins(String username, Instant now) {
        return database.sql("UPDATE app_user SET logins_since = :now WHERE username = :username")
                        .param("now", Timestamp.from(now))
                        .param("username", username)
                        .update()
                > 0;
    }

    boolean remove(String username) {
        return database.sql("DELETE FROM app_user WHERE username = :username")
                        .param("username", username)
                        .update()
                > 0;
    }

    /** @param role null: what was granted there is taken back */
    void grant(String username, Grants.Kind kind, String name, @Nullable Role role) {
        var statement = database.sql(role == null ? UserSql.TAKE_BACK : UserSql.GRANT)
                .param("username", username)
                .param("kind", kind.name().toLowerCase(Locale.ROOT))
                .param("name", name);
        (role == null ? statement : statement.param("role", role.key())).update();
    }

    /** How many enabled admins there are beside this user. */
    long otherAdmins(String username) {
        return database.sql("SELECT count(*) FROM app_user WHERE role = 'admin' AND enabled AND username <> :username")
                .param("username", username)
                .query(Long.class)
                .single();
    }
}
