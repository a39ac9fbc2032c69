package io.orchestrator.web.security;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.stereotype.Component;

/** The users of the table {@code app_user}. */
@Component
class Users implements UserDetailsService {

    private static final int LONGEST_NAME = 200;

    private final JdbcClient database;

    Users(JdbcClient database) {
        this.database = database;
    }

    @Override
    public UserDetails loadUserByUsername(String username) {
        // PostgreSQL keeps no NUL in a text, so nobody has such a name.
        if (username.length() > LONGEST_NAME || username.indexOf('\0') >= 0) {
            throw UsernameNotFoundException.fromUsername(username);
        }
        return database.sql("SELECT username, password_hash, role, enabled FROM app_user WHERE username = :username")
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
    void add(String username, String passwordHash, Role role) {
        database.sql("""
                        INSERT INTO app_user (username, password_hash, role) VALUES (:username, :hash, :role)
                        ON CONFLICT DO NOTHING""")
                .param("username", username)
                .param("hash", passwordHash)
                .param("role", role.key())
                .update();
    }
}
