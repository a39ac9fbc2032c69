package io.orchestrator.web.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orchestrator.postgres.SharedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;

@SuppressWarnings("NullAway.Init") // Set before each test.
class FirstStartTest {

    private static final String PASSWORD = "a password of some length";

    private final PasswordEncoder passwords = PasswordEncoderFactories.createDelegatingPasswordEncoder();
    private JdbcClient database;
    private Users users;

    @BeforeEach
    void migrate() {
        var fresh = SharedPostgres.freshDatabase();
        var source = new DriverManagerDataSource(fresh.url(), fresh.user(), fresh.password());
        Flyway.configure().dataSource(source).load().migrate();
        database = JdbcClient.create(source);
        users = new Users(database);
    }

    private void start(@Nullable String password, @Nullable String passwordFile, @Nullable String workerToken) {
        new FirstStart(
                        new AccessSettings("admin", password, passwordFile, workerToken, null, false),
                        users,
                        passwords,
                        database)
                .afterSingletonsInstantiated();
    }

    @Test
    void without_a_user_and_without_a_password_the_start_is_refused_in_one_sentence() {
        assertThatThrownBy(() -> start(null, null, null))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("ORCHESTRATOR_ADMIN_PASSWORD")
                .hasMessageContaining("'admin'");
        assertThat(users.isEmpty()).isTrue();
    }

    @Test
    void the_first_user_gets_the_password_that_is_given() {
        start(PASSWORD, null, null);

        var admin = users.loadUserByUsername("admin");
        assertThat(passwords.matches(PASSWORD, admin.getPassword())).isTrue();
        assertThat(admin.getAuthorities()).extracting("authority").containsExactly("ROLE_ADMIN");
    }

    @Test
    void the_password_may_lie_in_a_file(@TempDir Path folder) throws Exception {
        var file = Files.writeString(folder.resolve("password"), PASSWORD + "\n");

        start(null, file.toString(), null);

        assertThat(passwords.matches(PASSWORD, users.loadUserByUsername("admin").getPassword()))
                .isTrue();
    }

    @Test
    void a_file_that_is_not_there_is_named(@TempDir Path folder) {
        assertThatThrownBy(() -> start(null, folder.resolve("nothing").toString(), null))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("orchestrator.admin-password-file")
                .hasMessageContaining("nothing");
    }

    @Test
    void a_password_that_is_short_or_too_long_for_its_hash_is_refused() {
        for (var password : new String[] {"short", "x".repeat(73)}) {
            assertThatThrownBy(() -> start(password, null, null))
                    .isInstanceOf(StartRefused.class)
                    .hasMessageContaining("characters")
                    .hasMessageNotContaining(password);
        }
    }

    @Test
    void a_later_start_changes_no_password() {
        start(PASSWORD, null, null);
        start("another password altogether", null, null);
        start(null, null, null);

        assertThat(passwords.matches(PASSWORD, users.loadUserByUsername("admin").getPassword()))
                .isTrue();
    }

    @Test
    void a_worker_token_that_is_given_counts_from_then_on_and_only_its_hash_is_kept() {
        start(PASSWORD, null, "a token for the workers");
        start(PASSWORD, null, "a token for the workers");

        assertThat(database.sql("SELECT token_hash FROM worker_token")
                        .query(String.class)
                        .list())
                .containsExactly(Secrets.hash("a token for the workers"));
    }

    private static void startAt(String address, boolean tlsEndsElsewhere, Map<String, Object> more) {
        var environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("test", more));
        environment.getPropertySources().addFirst(new MapPropertySource("address", Map.of("server.address", address)));
        new SafeAddress(environment, new AccessSettings("admin", null, null, null, null, tlsEndsElsewhere))
                .afterSingletonsInstantiated();
    }

    @Test
    void an_address_that_others_reach_needs_tls_or_the_word_that_it_ends_elsewhere() {
        startAt("127.0.0.1", false, Map.of());
        startAt("localhost", false, Map.of());
        startAt("0.0.0.0", true, Map.of());
        startAt("0.0.0.0", false, Map.of("server.ssl.certificate", "server.pem"));

        assertThatThrownBy(() -> startAt("0.0.0.0", false, Map.of()))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("0.0.0.0")
                .hasMessageContaining("orchestrator.tls-ends-elsewhere");
    }
}
