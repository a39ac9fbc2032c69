package io.orchestrator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private StandInServer server;

    @BeforeEach
    void start() throws IOException {
        server = new StandInServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private int run(Map<String, String> environment, String... arguments) {
        return Main.run(environment, new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }

    private int run(String... arguments) {
        return run(server.environment(), arguments);
    }

    @Test
    void aListIsATableForPeopleAndJsonForScripts() {
        server.answer("GET /api/v2/dags?limit=100", 200, """
                {"dags": [{"dag_id": "a", "is_paused": false, "tags": [{"name": "ai"}], "owners": ["x", "y"]}], "total_entries": 3}""");

        assertThat(run("dags", "list")).isZero();
        assertThat(out.toString())
                .contains("dag id")
                .contains("a ")
                .contains("x, y")
                .contains("ai")
                .contains("1 of 3");
        assertThat(server.asked().getFirst()).endsWith("Bearer secret");

        out.getBuffer().setLength(0);
        assertThat(run("dags", "list", "--output", "json")).isZero();
        assertThat(Server.JSON.readTree(out.toString()).get(0).get("dag_id").stringValue())
                .isEqualTo("a");
    }

    @Test
    void assetsAreFoundByTheirNames() {
        server.answer("GET /api/v2/assets?name_pattern=order&limit=100", 200, "{\"assets\": []}")
                .answer("GET /api/v2/assets?name_pattern=orders&limit=100", 200, """
                        {"assets": [{"id": 7, "name": "orders_old"}, {"id": 8, "name": "orders"}], "total_entries": 2}""")
                .answer("GET /api/v2/assets/8", 200, """
                        {"id": 8, "name": "orders", "producing_tasks": [{"dag_id": "etl", "task_id": "load"}],
                         "scheduled_dags": [{"dag_id": "report"}]}""")
                .answer("GET /api/v2/assets/events?asset_id=8&limit=25&order_by=-id", 200, """
                        {"asset_events": [{"id": 3, "name": "orders", "created_dagruns": [{"dag_id": "report", "run_id": "r1"}]}]}""")
                .answer("POST /api/v2/assets/8/materialize", 200, """
                        {"dag_id": "etl", "dag_run_id": "manual__1", "state": "queued"}""");

        assertThat(run("assets", "show", "orders")).isZero();
        assertThat(out.toString()).contains("etl/load").contains("report");
        assertThat(run("assets", "events", "orders")).isZero();
        assertThat(out.toString()).contains("report/r1");
        assertThat(run("assets", "materialize", "8", "-p", "rows=5")).isZero();
        assertThat(server.asked().getLast()).contains("{\"conf\":{\"rows\":5}}");
        assertThat(run("assets", "show", "order")).isEqualTo(3);
        assertThat(err.toString()).contains("orchestrator assets list");
    }

    @Test
    void aConnectionMayBeOneText() {
        server.answer("POST /api/v2/connections", 201, "{\"connection_id\": \"pg\", \"conn_type\": \"postgres\"}");

        assertThat(run("connections", "add", "pg", "--conn-uri", "postgres://ada:p%40ss@h:5432/db?sslmode=require"))
                .isZero();
        assertThat(server.asked().getLast())
                .contains("\"conn_type\":\"postgres\"", "\"login\":\"ada\"", "\"password\":\"p@ss\"", "\"port\":5432")
                .contains("\"schema\":\"db\"", "sslmode", "\"connection_id\":\"pg\"");
        assertThat(run("connections", "add", "pg")).isEqualTo(2);
        assertThat(run("connections", "add", "pg", "--conn-uri", "secret")).isEqualTo(2);
        assertThat(err.toString()).doesNotContain("secret").contains("--conn-uri is no URI");
    }

    @Test
    void aDagSaysWhatItWaitsFor() {
        server.answer("GET /api/orchestrator/v1/dags/report/why", 200, """
                {"dag_id": "report", "causes": [{"cause": "assets", "sentence": "follows orders."}]}""");

        assertThat(run("dags", "why", "report")).isZero();
        assertThat(out.toString()).isEqualToIgnoringNewLines("report follows orders.");
    }

    @Test
    void aRunIsTriggeredWithParams() {
        server.answer(
                "POST /api/v2/dags/a%20b/dagRuns",
                200, "{\"dag_id\": \"a b\", \"dag_run_id\": \"r\", \"state\": \"queued\"}");

        assertThat(run("dags", "trigger", "a b", "-p", "limit=7", "-p", "name=x", "--conf", "{\"deep\": {\"x\": 1}}"))
                .isZero();

        assertThat(server.asked().getFirst()).contains("\"conf\":{\"deep\":{\"x\":1},\"limit\":7,\"name\":\"x\"}");
        assertThat(out.toString()).contains("queued");
    }

    @Test
    void followingTellsOfEachTaskAndEndsAsTheRunDoes() {
        server.answer(
                        "GET /api/v2/dags/a/dagRuns/r/wait?interval=1",
                        200,
                        "{\"state\":\"running\"}\n{\"state\":\"failed\"}\n")
                .answer("GET /api/v2/dags/a/dagRuns/r/taskInstances?limit=100&offset=0", 200, """
                        {"task_instances": [{"task_id": "load", "map_index": -1, "state": "success"},
                          {"task_id": "train", "map_index": 2, "state": "failed"}], "total_entries": 2}""")
                .answer("GET /api/v2/dags/a/dagRuns/r", 200, "{\"state\": \"failed\", \"duration\": 2.5}");

        assertThat(run("runs", "follow", "a", "r")).isEqualTo(1);

        assertThat(out.toString())
                .contains("load", "train[2]")
                .contains("run r: failed after 2.5 s (1 failed, 1 success)");
    }

    @Test
    void whatTheServerRefusesIsOneSentenceAndAnExitCode() {
        server.answer("POST /api/v2/dags/a/dagRuns", 422, """
                {"detail": [{"loc": ["body", "dag_run_id"], "msg": "Expected letters", "type": "value_error"}]}""")
                .answer("GET /api/v2/pools", 401, "{\"detail\": \"Not authenticated\"}");

        assertThat(run("dags", "trigger", "a", "-r", "ä")).isEqualTo(3);
        assertThat(err.toString()).isEqualToIgnoringNewLines("orchestrator: dag_run_id: Expected letters");
        assertThat(run("runs", "show", "a", "missing")).isEqualTo(3);
        assertThat(run("pools", "list")).isEqualTo(4);
        assertThat(err.toString()).contains("orchestrator login").doesNotContain("Exception");
        assertThat(run("dags", "fly")).isEqualTo(2);
    }

    @Test
    void aServerThatIsNotThereIsNamed() {
        server.close();

        assertThat(run("dags", "list")).isEqualTo(4);
        assertThat(err.toString()).contains("No server answers at http://localhost:");
    }

    @Test
    void theLoginIsKeptForItsServerAloneAndReadableForNobodyElse(@TempDir Path home) throws IOException {
        server.answer("POST /auth/token", 201, "{\"access_token\": \"kept\"}")
                .answer("GET /api/v2/pools", 200, "{\"pools\": []}");
        var url = Objects.requireNonNull(server.environment().get("ORCHESTRATOR_URL"));
        var environment = Map.of("HOME", home.toString());

        assertThat(run(environment, "login", "--url", url, "--user", "ada", "--password", "pw"))
                .isZero();
        assertThat(run(environment, "pools", "list")).isZero();

        assertThat(server.asked().getLast()).endsWith("Bearer kept");
        var file = home.resolve(".config/orchestrator/login.properties");
        assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
        var elsewhere = Map.of("HOME", home.toString(), "ORCHESTRATOR_URL", url + "/");
        run(elsewhere, "pools", "list");
        assertThat(server.asked().getLast()).endsWith("null");
    }

    @Test
    void clearingShowsFirstWhatItWouldReach() {
        server.answer(
                "POST /api/v2/dags/a/clearTaskInstances",
                200,
                "{\"task_instances\": [{\"task_id\": \"t\", \"state\": \"failed\"}]}");

        run("tasks", "clear", "a", "r", "t", "--downstream");
        assertThat(server.asked().getLast()).contains("\"dry_run\":true").contains("\"task_ids\":[\"t\"]");
        assertThat(out.toString()).contains("Nothing is cleared yet");
        run("tasks", "clear", "a", "r", "--yes");
        assertThat(server.asked().getLast()).contains("\"dry_run\":false").doesNotContain("task_ids");
    }

    @Test
    void aBrokenAuditLogIsAnExitCode() {
        server.answer(
                "GET /api/orchestrator/v1/audit/verify",
                200,
                "{\"sound\": false, \"events\": 6, \"fault\": \"place 7 is missing\"}");

        assertThat(run("audit", "verify")).isEqualTo(1);
        assertThat(out.toString()).contains("place 7 is missing");
    }

    @Test
    void aBundleIsUploadedWithTheJarsThatAreNotThereYet(@TempDir Path folder) throws Exception {
        var there = Files.writeString(folder.resolve("there.jar"), "there");
        var missing = Files.writeString(folder.resolve("missing.jar"), "missing");
        var thereUrl = "/api/orchestrator/v1/jars/" + hash("there");
        var missingUrl = "/api/orchestrator/v1/jars/" + hash("missing");
        server.answer("GET " + thereUrl, 200, "{\"there\": true}")
                .answer("GET " + missingUrl, 200, "{\"there\": false}")
                .answer("PUT " + missingUrl + "?name=missing.jar", 200, "{}")
                .answer("PUT /api/orchestrator/v1/bundles/mine", 200, "{\"accepted\": true, \"errors\": []}");

        assertThat(run("dags", "deploy", there.toString(), "--library", missing.toString(), "--name", "mine"))
                .isZero();

        assertThat(server.asked()).noneMatch(call -> call.startsWith("PUT " + thereUrl));
        assertThat(server.asked()).anyMatch(call -> call.startsWith("PUT " + missingUrl));
        assertThat(server.asked().getLast())
                .contains("\"sha256\":\"" + hash("there") + "\",\"dags\":true")
                .contains("\"sha256\":\"" + hash("missing") + "\",\"dags\":false");
    }

    private static String hash(String text) throws NoSuchAlgorithmException {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void aNewProjectHasAPomADagAndATest(@TempDir Path folder) throws IOException {
        assertThat(run(
                        Map.of("ORCHESTRATOR_REPOSITORY", "file:/opt/orchestrator/repository"),
                        "dags",
                        "new",
                        folder.resolve("mine").toString(),
                        "--package",
                        "com.acme"))
                .isZero();

        assertThat(folder.resolve("mine/src/main/java/com/acme/FirstDag.java"))
                .content()
                .startsWith("package com.acme;");
        assertThat(folder.resolve("mine/src/test/java/com/acme/FirstDagTest.java"))
                .exists();
        assertThat(folder.resolve("mine/pom.xml"))
                .content()
                .contains("file:/opt/orchestrator/repository")
                .doesNotContain("@");
        assertThat(run("dags", "new", folder.resolve("mine").toString())).isEqualTo(2);
    }

    @Test
    void thereIsACompletionForShells() {
        assertThat(run("generate-completion")).isZero();
        assertThat(out.toString()).contains("next-execution").contains("complete -F");
    }
}
