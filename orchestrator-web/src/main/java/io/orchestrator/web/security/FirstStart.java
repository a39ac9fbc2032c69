package io.orchestrator.web.security;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/** Lets the first user and the first workers in. There is no default password: without one the start is refused. */
@Component
class FirstStart implements SmartInitializingSingleton {

    private static final int SHORTEST = 12;
    /** What bcrypt looks at, in bytes. */
    private static final int LONGEST = 72;

    private final AccessSettings settings;
    private final Users users;
    private final PasswordEncoder passwords;
    private final JdbcClient database;

    FirstStart(AccessSettings settings, Users users, PasswordEncoder passwords, JdbcClient database) {
        this.settings = settings;
        this.users = users;
        this.passwords = passwords;
        this.database = database;
    }

    @Override
    public void afterSingletonsInstantiated() {
        if (users.isEmpty()) {
            users.add(settings.adminUser(), passwords.encode(adminPassword()), Role.ADMIN);
        }
        var token = given(settings.workerToken(), settings.workerTokenFile(), "orchestrator.worker-token-file");
        if (token != null) {
            letWorkersIn(checked(token, "worker token"));
        }
    }

    private String adminPassword() {
        var password =
                given(settings.adminPassword(), settings.adminPasswordFile(), "orchestrator.admin-password-file");
        if (password == null) {
            throw new StartRefused("""
                    There is no user yet, and no default password. Start once with ORCHESTRATOR_ADMIN_PASSWORD or \
                    orchestrator.admin-password-file set: the user '%s' is created.""".formatted(settings.adminUser()));
        }
        return checked(password, "first user's password");
    }

    private static String checked(String secret, String what) {
        var size = secret.getBytes(StandardCharsets.UTF_8).length;
        if (secret.length() < SHORTEST || size > LONGEST) {
            throw new StartRefused(
                    "The %s has %d characters (%d bytes): it must have at least %d characters and at most %d bytes."
                            .formatted(what, secret.length(), size, SHORTEST, LONGEST));
        }
        return secret;
    }

    private void letWorkersIn(String token) {
        database.sql("""
                        INSERT INTO worker_token (token_hash, name) VALUES (:hash, 'given at the start')
                        ON CONFLICT DO NOTHING""").param("hash", Secrets.hash(token)).update();
    }

    private static @Nullable String given(@Nullable String value, @Nullable String file, String setting) {
        if (value != null && !value.isBlank()) {
            return value.strip();
        }
        if (file == null || file.isBlank()) {
            return null;
        }
        try {
            return Files.readString(Path.of(file)).strip();
        } catch (IOException e) {
            throw new StartRefused("%s names %s, which cannot be read: %s".formatted(setting, file, e));
        }
    }
}
