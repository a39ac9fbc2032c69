package io.orchestrator.web.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import io.orchestrator.web.Fixture;
import io.orchestrator.web.ServerTest;
import io.orchestrator.web.ServerTestConfiguration;
import io.orchestrator.web.api.ApiClient;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;

@ServerTest
class LoginTest {

    @Autowired
    MockMvc browser;

    @Autowired
    JdbcClient database;

    @Autowired
    ApiClient api;

    @BeforeEach
    void users() {
        new Fixture(database).user("vera", "{noop}veras password", "viewer");
    }

    private MockHttpServletResponse login(String username, String password, String address) throws Exception {
        return browser.perform(post("/login")
                        .param("username", username)
                        .param("password", password)
                        .with(csrf())
                        .with(request -> {
                            request.setRemoteAddr(address);
                            return request;
                        }))
                .andReturn()
                .getResponse();
    }

    @Test
    void the_first_user_logs_in_and_gets_a_session_of_its_own() throws Exception {
        var session = PageLogin.session(browser);

        assertThat(browser.perform(get("/nothing-is-here").session(session))
                        .andReturn()
                        .getResponse()
                        .getStatus())
                .isEqualTo(404);
    }

    @Test
    void whoever_is_not_logged_in_is_sent_to_the_login() throws Exception {
        var answer = browser.perform(get("/").accept("text/html")).andReturn().getResponse();

        assertThat(answer.getStatus()).isEqualTo(302);
        assertThat(answer.getRedirectedUrl()).endsWith("/login");
    }

    @Test
    void a_part_of_a_page_that_refreshes_itself_sends_the_whole_page_to_the_login() throws Exception {
        var answer = browser.perform(get("/").header("HX-Request", "true"))
                .andReturn()
                .getResponse();

        assertThat(answer.getStatus()).isEqualTo(401);
        assertThat(answer.getHeader("HX-Redirect")).isEqualTo("/login");
    }

    @Test
    void a_wrong_password_and_an_unknown_name_look_the_same() throws Exception {
        assertThat(login("vera", "wrong", "10.0.0.1").getRedirectedUrl()).isEqualTo("/login?error");
        assertThat(login("nobody", "wrong", "10.0.0.1").getRedirectedUrl()).isEqualTo("/login?error");
        assertThat(login("\0", "wrong", "10.0.0.1").getRedirectedUrl()).isEqualTo("/login?error");
    }

    @Test
    void after_ten_failures_even_the_right_password_has_to_wait_but_not_from_elsewhere() throws Exception {
        for (var attempt = 0; attempt < 10; attempt++) {
            login("vera", "wrong", "10.0.0.2");
        }

        assertThat(login("vera", "veras password", "10.0.0.2").getRedirectedUrl())
                .isEqualTo("/login?limited");
        assertThat(login("vera", "veras password", "10.0.0.3").getRedirectedUrl())
                .isEqualTo("/");
    }

    @Test
    void programs_are_limited_in_the_same_way() throws Exception {
        var anonymous = api.anonymous();
        database.sql("DELETE FROM app_user WHERE username = 'paul'").update();
        for (var attempt = 0; attempt < 10; attempt++) {
            assertThat(anonymous
                            .post("/auth/token", Map.of("username", "paul", "password", "wrong"))
                            .status())
                    .isEqualTo(401);
        }
        assertThat(anonymous
                        .post("/auth/token", Map.of("username", "paul", "password", "wrong"))
                        .status())
                .isEqualTo(429);
    }

    @Test
    void a_token_ends_with_its_user_and_follows_the_users_role() throws Exception {
        var answer = api.anonymous().post("/auth/token", Map.of("username", "vera", "password", "veras password"));
        assertThat(answer.status()).isEqualTo(201);
        var vera = api.with(answer.json().get("access_token").stringValue());

        assertThat(vera.get("/api/v2/dags").status()).isEqualTo(200);
        assertThat(vera.get("/api/v2/eventLogs").status()).isEqualTo(403);
        database.sql("UPDATE app_user SET role = 'admin' WHERE username = 'vera'")
                .update();
        assertThat(vera.get("/api/v2/eventLogs").status()).isEqualTo(200);
        database.sql("UPDATE app_user SET enabled = false WHERE username = 'vera'")
                .update();
        assertThat(vera.get("/api/v2/dags").status()).isEqualTo(401);
    }

    @Test
    void a_token_is_kept_as_its_hash_and_ends_after_a_day() throws Exception {
        var token = api.anonymous()
                .post("/auth/token", Map.of("username", "vera", "password", "veras password"))
                .json()
                .get("access_token")
                .stringValue();

        assertThat(database.sql("SELECT count(*) FROM api_token WHERE token_hash = :token")
                        .param("token", token)
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(database.sql("UPDATE api_token SET expires_at = now() WHERE token_hash = :hash")
                        .param("hash", Secrets.hash(token))
                        .update())
                .isEqualTo(1);
        assertThat(api.with(token).get("/api/v2/dags").status()).isEqualTo(401);
    }

    @Test
    void every_answer_has_the_headers_that_protect_a_browser() throws Exception {
        for (var path : List.of("/login", "/", "/nothing", "/api/v2/dags", "/api/v2/monitor/health", "/worker/v1/x")) {
            var answer = browser.perform(get(path)).andReturn().getResponse();

            assertThat(answer.getHeader("X-Content-Type-Options")).as(path).isEqualTo("nosniff");
            assertThat(answer.getHeader("X-Frame-Options")).as(path).isEqualTo("DENY");
            assertThat(answer.getHeader("Cache-Control")).as(path).contains("no-store");
            assertThat(answer.getHeader("Content-Security-Policy"))
                    .as(path)
                    .contains("default-src 'none'", "frame-ancestors 'none'")
                    .doesNotContain("unsafe");
        }
    }

    @Test
    void the_password_is_kept_as_a_slow_hash() {
        assertThat(database.sql("SELECT password_hash FROM app_user WHERE username = 'admin'")
                        .query(String.class)
                        .single())
                .startsWith("{bcrypt}")
                .doesNotContain(ServerTestConfiguration.ADMIN_PASSWORD);
    }
}
