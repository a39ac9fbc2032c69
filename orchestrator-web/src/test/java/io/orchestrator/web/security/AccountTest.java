package io.orchestrator.web.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import io.orchestrator.web.ServerTest;
import io.orchestrator.web.api.ApiClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.test.web.servlet.MockMvc;

/** Users and tokens: what is given holds, and what is taken is gone with the next request. */
@ServerTest
class AccountTest {

    private static final String USERS = "/api/orchestrator/v1/users";
    private static final String TOKENS = "/api/orchestrator/v1/tokens";
    private static final String PASSWORD = "a password of wanda";

    @Autowired
    MockMvc browser;

    @Autowired
    JdbcClient database;

    @Autowired
    ApiClient admin;

    @BeforeEach
    void users() throws Exception {
        database.sql("DELETE FROM app_user WHERE username <> 'admin'").update();
        assertThat(admin.post(USERS, Map.of("username", "wanda", "password", PASSWORD, "role", "operator"))
                        .status())
                .isEqualTo(201);
    }

    private ApiClient wanda() throws Exception {
        return admin.login("wanda", PASSWORD);
    }

    private MockHttpSession page() throws Exception {
        var session = browser.perform(post("/login")
                        .param("username", "wanda")
                        .param("password", PASSWORD)
                        .with(csrf()))
                .andReturn()
                .getRequest()
                .getSession();
        assertThat(status("/", (MockHttpSession) session)).isEqualTo(200);
        return (MockHttpSession) session;
    }

    private int status(String path, MockHttpSession session) throws Exception {
        return browser.perform(get(path).session(session).accept("text/html"))
                .andReturn()
                .getResponse()
                .getStatus();
    }

    @Test
    void a_role_that_is_taken_while_somebody_is_logged_in_is_gone_with_the_next_request() throws Exception {
        var session = page();
        var program = wanda();
        assertThat(program.post("/api/v2/dags/pipeline/favorite", "{}").status())
                .isEqualTo(204);

        assertThat(admin.patch(USERS + "/wanda", Map.of("role", "none")).status())
                .isEqualTo(200);

        assertThat(status("/", session)).isEqualTo(403);
        assertThat(program.get("/api/v2/dags").status()).isEqualTo(403);
    }

    @Test
    void whoever_is_disabled_is_out_at_once_and_a_wrong_password_does_not_tell() throws Exception {
        var session = page();
        var program = wanda();

        admin.patch(USERS + "/wanda", Map.of("enabled", false));

        assertThat(status("/", session)).isEqualTo(302);
        assertThat(program.get("/api/v2/dags").status()).isEqualTo(401);
        var right = admin.anonymous().post("/auth/token", Map.of("username", "wanda", "password", PASSWORD));
        var wrong = admin.anonymous().post("/auth/token", Map.of("username", "nobody", "password", "x"));
        assertThat(right.status()).isEqualTo(401);
        assertThat(right.body()).isEqualTo(wrong.body());
    }

    @Test
    void a_new_password_and_the_ending_of_logins_end_sessions_and_tokens() throws Exception {
        var session = page();
        var program = wanda();

        assertThat(admin.post(USERS + "/wanda/endLogins", "{}").status()).isEqualTo(204);
        assertThat(status("/", session)).isEqualTo(302);
        assertThat(program.get("/api/v2/dags").status()).isEqualTo(401);

        var again = wanda();
        assertThat(again.get("/api/v2/dags").status()).isEqualTo(200);
        assertThat(admin.patch(USERS + "/wanda", Map.of("password", "another long password"))
                        .status())
                .isEqualTo(200);
        assertThat(again.get("/api/v2/dags").status()).isEqualTo(401);
    }

    @Test
    void a_token_may_do_less_than_its_user_and_ends_when_it_is_revoked() throws Exception {
        var wanda = wanda();
        var made = wanda.post(TOKENS, Map.of("name", "script", "role", "viewer", "days", 7, "dag_id", "pipeline"));
        assertThat(made.status()).isEqualTo(201);
        var script = admin.with(made.json().get("token").stringValue());

        assertThat(script.get("/api/v2/dags/pipeline").status()).isEqualTo(200);
        assertThat(script.get("/api/v2/dags/other").status()).isEqualTo(404);
        assertThat(script.get("/api/v2/dags").json().get("total_entries").intValue())
                .isEqualTo(1);
        assertThat(script.patch("/api/v2/dags/pipeline", Map.of("is_paused", true))
                        .status())
                .isEqualTo(403);
        // It cannot make itself a better one.
        var better = script.post(TOKENS, Map.of("name", "better", "role", "operator"));
        assertThat(better.status()).isEqualTo(201);
        var listed = wanda.get(TOKENS);
        assertThat(listed.body()).doesNotContain(made.json().get("token").stringValue());
        assertThat(listed.json().get("tokens").findValuesAsString("role")).doesNotContain("operator");

        var id = made.json().get("token_id").stringValue();
        assertThat(wanda.send("DELETE", TOKENS + "/" + id).status()).isEqualTo(204);
        assertThat(script.get("/api/v2/dags/pipeline").status()).isEqualTo(401);
        assertThat(wanda.send("DELETE", TOKENS + "/" + id).status()).isEqualTo(404);
    }

    @Test
    void a_role_on_some_dags_is_granted_and_taken_back() throws Exception {
        admin.patch(USERS + "/wanda", Map.of("role", "none"));
        var wanda = wanda();
        assertThat(admin.send(admin.request(USERS + "/wanda/grants/label/daily")
                                .header("Content-Type", "application/json")
                                .PUT(BodyPublishers.ofString("{\"role\":\"viewer\"}")))
                        .status())
                .isEqualTo(200);
        assertThat(wanda.get("/api/v2/dags/pipeline").status()).isEqualTo(200);
        assertThat(wanda.get("/api/v2/pools").status()).isEqualTo(200);
        assertThat(wanda.get("/api/v2/eventLogs").status()).isEqualTo(403);
    }

    @Test
    void what_cannot_be_is_refused_with_the_field() throws Exception {
        for (var body : List.of(
                Map.of("username", "w", "password", "short", "role", "viewer"),
                Map.of("username", "wanda", "password", PASSWORD, "role", "viewer"),
                Map.of("username", "a b", "password", PASSWORD, "role", "viewer"),
                Map.of("username", "new", "password", PASSWORD, "role", "king"))) {
            var answer = admin.post(USERS, body);
            assertThat(answer.status()).as(body.toString()).isEqualTo(422);
            assertThat(answer.detail()).contains("body");
        }
        assertThat(admin.patch(USERS + "/admin", Map.of("role", "viewer")).detail())
                .contains("last admin");
        assertThat(admin.patch(USERS + "/nobody", Map.of("role", "viewer")).status())
                .isEqualTo(404);
        assertThat(admin.post(TOKENS, Map.of("name", "x", "days", 4000)).status())
                .isEqualTo(422);
    }

    @Test
    void everything_is_in_the_audit_log_and_the_log_is_sound() throws Exception {
        admin.anonymous().post("/auth/token", Map.of("username", "wanda", "password", "wrong"));
        wanda();

        var events = admin.get("/api/v2/eventLogs?limit=100").json().get("event_logs");
        assertThat(events.findValuesAsString("event")).contains("user.create", "login", "login.fail");
        assertThat(admin.get("/api/v2/eventLogs?limit=100").body()).doesNotContain(PASSWORD);
        var verdict = admin.get("/api/orchestrator/v1/audit/verify").json();
        assertThat(verdict.get("fault").isNull()).as(verdict.toString()).isTrue();
        assertThat(verdict.get("events").longValue()).isPositive();
        assertThat(verdict.get("waiting").longValue()).isZero();
    }
}
