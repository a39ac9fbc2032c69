package io.orchestrator.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.web.ServerTest;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Logging in by an identity provider, over real HTTP and with a provider that signs real tokens. */
@ServerTest
class OidcTest {

    private static final TestProvider PROVIDER = TestProvider.ONE;

    @Autowired
    JdbcClient database;

    @LocalServerPort
    int port;

    private final HttpClient browser = HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();

    @BeforeEach
    void clean() {
        database.sql("DELETE FROM app_user WHERE origin = 'oidc'").update();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return browser.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> logIn(String subject, String name, Object groups) throws Exception {
        PROVIDER.isAsked(subject, name, groups);
        return get("/login/oidc");
    }

    private List<String> users() {
        return database.sql("SELECT username || ' ' || role FROM app_user WHERE origin = 'oidc'")
                .query((row, number) -> row.getString(1))
                .list();
    }

    @Test
    void whoever_the_provider_vouches_for_gets_in_with_the_role_that_their_groups_give() throws Exception {
        var home = logIn("s1", "olga", List.of("staff", "oncall"));

        assertThat(home.uri().getPath()).isEqualTo("/");
        assertThat(home.body()).contains("olga");
        assertThat(users()).containsExactly("olga operator");
        assertThat(get("/users").statusCode()).isEqualTo(403);
        assertThat(database.sql("SELECT action, detail ->> 'by' AS by FROM audit_event WHERE actor = 'olga'")
                        .query()
                        .listOfRows())
                .contains(Map.of("action", "login", "by", "oidc"));

        logIn("s1", "olga", List.of("platform"));
        assertThat(get("/users").statusCode()).isEqualTo(200);
    }

    @Test
    void whose_groups_give_no_role_is_refused() throws Exception {
        var refused = logIn("s2", "nobody", List.of("staff"));

        assertThat(refused.uri().toString()).endsWith("/login?refused");
        assertThat(users()).isEmpty();
        assertThat(get("/dags").uri().getPath()).isEqualTo("/login");
    }

    @Test
    void nobody_takes_over_a_local_user_or_the_name_of_somebody_else() throws Exception {
        assertThat(logIn("s3", "admin", List.of("platform")).uri().toString()).endsWith("?refused");

        assertThat(logIn("s4", "ingeborg", List.of("oncall")).uri().getPath()).isEqualTo("/");
        get("/login");
        assertThat(logIn("s5", "ingeborg", List.of("platform")).uri().toString())
                .endsWith("?refused");
        assertThat(users()).containsExactly("ingeborg operator");
    }

    @Test
    void a_login_ends_when_its_user_is_removed_or_disabled() throws Exception {
        logIn("s6", "remo", List.of("oncall"));
        assertThat(get("/dags").uri().getPath()).isEqualTo("/dags");

        database.sql("UPDATE app_user SET enabled = false WHERE username = 'remo'")
                .update();
        assertThat(get("/dags").uri().getPath()).isEqualTo("/login");
        assertThat(logIn("s6", "remo", List.of("oncall")).uri().toString()).endsWith("?refused");

        database.sql("UPDATE app_user SET enabled = true WHERE username = 'remo'")
                .update();
        logIn("s6", "remo", List.of("oncall"));
        database.sql("DELETE FROM app_user WHERE username = 'remo'").update();
        assertThat(get("/dags").uri().getPath()).isEqualTo("/login");
    }

    @Test
    void what_the_provider_has_not_said_is_not_believed() throws Exception {
        PROVIDER.isAsked("s7", "fay", List.of("platform"));
        PROVIDER.isForged();
        assertThat(get("/login/oidc").uri().toString()).endsWith("?refused");
        assertThat(get("/login/oauth2/code/oidc?code=1&state=2").uri().toString())
                .endsWith("?refused");
        assertThat(get("/login/oauth2/code/other?code=1&state=2").statusCode()).isLessThan(500);
        assertThat(users()).isEmpty();
    }

    @Test
    void whoever_signs_out_here_is_signed_out_at_the_provider_too() throws Exception {
        var home = logIn("s8", "otto2", List.of("oncall")).body();

        var goodbye = browser.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/logout"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString("_csrf=" + csrf(home)))
                        .build(),
                BodyHandlers.ofString());

        assertThat(goodbye.uri().toString()).endsWith("/login?logout");
        assertThat(goodbye.body()).contains("Sign in with Test Id", "Sign out at Test Id, too");
        var next = goodbye.headers().firstValue("Refresh").orElseThrow();
        assertThat(next)
                .startsWith("0; url=" + PROVIDER.issuer() + "/end?client_id=orchestrator&id_token_hint=ey")
                .endsWith("&post_logout_redirect_uri=http%3A%2F%2Flocalhost%3A" + port + "%2Flogin%3Flogout");
        assertThat(get("/dags").uri().getPath()).isEqualTo("/login");
        // Once: whoever comes back from there stays.
        assertThat(get("/login?logout").headers().firstValue("Refresh")).isEmpty();
    }

    private static String csrf(String page) {
        var found = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"").matcher(page);
        assertThat(found.find()).isTrue();
        return URLEncoder.encode(found.group(1), StandardCharsets.UTF_8);
    }
}
