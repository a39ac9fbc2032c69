package io.orchestrator.web.worker;

import static io.orchestrator.web.worker.WorkerClient.REGISTER;
import static io.orchestrator.web.worker.WorkerClient.error;
import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.core.engine.Command;
import io.orchestrator.core.variable.Variables;
import io.orchestrator.protocol.Json;
import io.orchestrator.protocol.graph.BundleManifest;
import io.orchestrator.protocol.graph.GivenSpec;
import io.orchestrator.protocol.worker.Assignment;
import io.orchestrator.protocol.worker.LogChunks;
import io.orchestrator.protocol.worker.Register;
import io.orchestrator.protocol.worker.ServerAddress;
import io.orchestrator.web.FakeEngine;
import io.orchestrator.web.FakeLogStore;
import io.orchestrator.web.Fixture;
import io.orchestrator.web.ServerTest;
import io.orchestrator.web.ServerTestConfiguration;
import io.orchestrator.web.security.Secrets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.StringNode;

@ServerTest
class WorkerApiTest {

    private static final String TOKEN = ServerTestConfiguration.WORKER_TOKEN;
    private static final UUID ATTEMPT = new UUID(7, 7);

    @Autowired
    Variables variables;

    @Autowired
    FakeEngine engine;

    @Autowired
    FakeLogStore logs;

    @Autowired
    JdbcClient database;

    @LocalServerPort
    int port;

    WorkerClient worker;

    private static final ServerAddress HERE = new ServerAddress(new UUID(4, 4), "http://here");

    @BeforeEach
    void connect() {
        new Fixture(database).clean();
        engine.answer(Command.OpenSession.class, WorkerApiTest::opened);
        worker = new WorkerClient(port);
    }

    @AfterEach
    void hangUp() {
        worker.close();
    }

    static List<ServerAddress> opened(Command.OpenSession open) {
        return List.of(HERE);
    }

    @Test
    void a_worker_registers_and_only_the_hash_of_its_token_reaches_the_engine() throws Exception {
        var session = worker.register(TOKEN);

        assertThat(session.protocolVersion()).isEqualTo(1);
        assertThat(session.leaseMillis()).isEqualTo(30_000);
        assertThat(session.heartbeatMillis()).isEqualTo(5_000);
        assertThat(session.sessionId().version()).isEqualTo(7);
        assertThat(session.servers()).containsExactly(HERE);
        assertThat(engine.asked(Command.OpenSession.class))
                .containsExactly(
                        new Command.OpenSession(session.sessionId(), REGISTER, 1, Secrets.hash(session.token())));
    }

    @Test
    void without_a_worker_token_nobody_registers() throws Exception {
        for (var token : new String[] {null, "", "wrong", TOKEN + "x"}) {
            var answer = worker.post("/sessions", token, REGISTER);

            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(error(answer).code()).isEqualTo("unauthorized");
        }
        assertThat(engine.asked()).isEmpty();
    }

    @Test
    void a_revoked_worker_token_registers_nobody() throws Exception {
        database.sql("INSERT INTO worker_token (token_hash, name, revoked_at) VALUES (:hash, 'old', now())")
                .param("hash", Secrets.hash("a revoked token"))
                .update();

        assertThat(worker.post("/sessions", "a revoked token", REGISTER).statusCode())
                .isEqualTo(401);
    }

    @Test
    void a_worker_of_another_protocol_version_is_told_what_this_server_speaks() throws Exception {
        var answer = worker.post(
                "/sessions",
                TOKEN,
                new Register(List.of(7, 8), "w", "h", 1, "9.0", List.of("default"), List.of(), 1, 0));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(error(answer).code()).isEqualTo("unsupported_version");
        assertThat(error(answer).message()).contains("[7, 8]").contains("[1]");
    }

    @Test
    void a_registration_that_makes_no_sense_is_refused_with_its_reason() throws Exception {
        for (var body : List.of(
                "",
                "null",
                "[]",
                "{\"protocolVersions\":[1]}",
                "{\"protocolVersions\":[1],\"name\":\"w\\u0000\",\"host\":\"h\",\"version\":\"1\",\"queues\":[\"q\"],\"slots\":1}",
                "{\"protocolVersions\":[1],\"name\":\"w\",\"host\":\"h\",\"version\":\"1\",\"queues\":[],\"slots\":1}",
                "{\"protocolVersions\":[1],\"name\":\"w\",\"host\":\"h\",\"version\":\"1\",\"queues\":[null],\"slots\":1}",
                "{\"protocolVersions\":[1],\"name\":\"w\",\"host\":\"h\",\"version\":\"1\",\"queues\":[\"q\"],\"slots\":0}")) {
            var answer = worker.post("/sessions", TOKEN, body);

            assertThat(answer.statusCode()).as(body).isEqualTo(400);
            assertThat(error(answer).code()).as(body).isEqualTo("bad_request");
            assertThat(error(answer).message()).as(body).isNotBlank();
        }
        assertThat(engine.asked()).isEmpty();
    }

    @Test
    void log_pieces_are_stored() throws Exception {
        var session = worker.register(TOKEN);
        var chunk = new LogChunks.Chunk(42, ATTEMPT, 0, 1, new byte[] {1, 2, 3});

        var answer = worker.post(
                "/sessions/%s/logs".formatted(session.sessionId()), session.token(), new LogChunks(List.of(chunk)));

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(logs.read(42, ATTEMPT, 0, 10))
                .singleElement()
                .satisfies(stored -> assertThat(stored.gzip()).containsExactly(1, 2, 3));
    }

    @Test
    void inputs_are_fetched_for_the_session_of_the_token() throws Exception {
        var session = worker.register(TOKEN);
        var input = new Assignment.Input("ingest", StringNode.valueOf("value"));
        engine.answer(Command.FetchInputs.class, fetch -> List.of(input));

        var answer = worker.get(
                "/sessions/%s/attempts/%s/inputs?dag=sales".formatted(session.sessionId(), ATTEMPT), session.token());

        assertThat(Json.MAPPER.readValue(answer.body(), Assignment.Input[].class))
                .containsExactly(input);
        assertThat(engine.asked(Command.FetchInputs.class))
                .containsExactly(new Command.FetchInputs(session.sessionId(), "sales", ATTEMPT));
    }

    @Test
    void what_is_given_comes_with_the_inputs_or_the_attempt_alone_is_refused() throws Exception {
        var session = worker.register(TOKEN);
        var region = new GivenSpec(GivenSpec.Kind.VARIABLE, "region");
        variables.put(new Variables.Change("region", "eu-west", true, null), "ada");
        engine.answer(
                Command.FetchInputs.class,
                fetch -> List.of(
                        new Assignment.Input(null, NullNode.getInstance(), new Assignment.Given(region, List.of()))));
        var path = "/sessions/%s/attempts/%s/inputs?dag=sales".formatted(session.sessionId(), ATTEMPT);

        var filled = Json.MAPPER.readValue(worker.get(path, session.token()).body(), Assignment.Input[].class);
        assertThat(filled[0].value()).isEqualTo(StringNode.valueOf("eu-west"));
        assertThat(filled[0].given()).isEqualTo(new Assignment.Given(region, List.of("eu-west")));

        variables.delete("region", "ada");
        var refused = worker.get(path, session.token());
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(WorkerClient.error(refused).code()).isEqualTo("not_given");
        assertThat(WorkerClient.error(refused).message()).contains("the variable 'region' is not defined");
    }

    @Test
    void a_token_speaks_for_its_own_session_only() throws Exception {
        var mine = worker.register(TOKEN);
        var other = worker.register(TOKEN);

        for (var path : List.of("logs")) {
            assertThat(worker.post("/sessions/%s/%s".formatted(other.sessionId(), path), mine.token(), "{}")
                            .statusCode())
                    .as(path)
                    .isEqualTo(403);
        }
        assertThat(worker.delete("/sessions/" + other.sessionId(), mine.token()).statusCode())
                .isEqualTo(403);
        assertThat(worker.post("/sessions/%s/logs".formatted(mine.sessionId()), TOKEN, "{}")
                        .statusCode())
                .as("a worker token is no session token")
                .isEqualTo(401);
    }

    @Test
    void a_session_that_registered_with_another_server_is_known_here_too() throws Exception {
        var sessionId = new UUID(1, 2);
        database.sql("""
                        INSERT INTO worker_session (session_id, name, host, pid, worker_version, protocol_version,
                            token_hash, queues, slots, prefetch, state, lease_until)
                        VALUES (:id, 'w', 'h', 1, '1', 1, :hash, '{default}', 1, 0, 'live', now())""")
                .param("id", sessionId)
                .param("hash", Secrets.hash("a token of another server"))
                .update();
        engine.answer(Command.EndSession.class, end -> true);

        assertThat(worker.delete("/sessions/" + sessionId, "a token of another server")
                        .statusCode())
                .isEqualTo(204);
        assertThat(engine.asked(Command.EndSession.class)).containsExactly(new Command.EndSession(sessionId));
    }

    @Test
    void jars_and_manifests_come_as_they_were_stored() throws Exception {
        var session = worker.register(TOKEN);
        var content = new byte[3 * 1024 * 1024 + 17];
        for (var i = 0; i < content.length; i++) {
            content[i] = (byte) (i * 31);
        }
        var sha256 = "a".repeat(64);
        database.sql("INSERT INTO bundle_jar (sha256, name, size, content) VALUES (:sha256, 'x.jar', :size, :content)")
                .param("sha256", sha256)
                .param("size", content.length)
                .param("content", content)
                .update();
        database.sql("INSERT INTO bundle_build (build, bundle, manifest) VALUES (:build, 'b', :manifest::jsonb)")
                .param("manifest", "{\"bundle\": \"b\", \"build\": \"%s\", \"jars\": []}".formatted("b".repeat(64)))
                .param("build", "b".repeat(64))
                .update();

        assertThat(worker.getBytes("/jars/" + sha256, session.token()).body()).isEqualTo(content);
        assertThat(Json.MAPPER.readValue(
                        worker.get("/bundles/" + "b".repeat(64), session.token())
                                .body(),
                        BundleManifest.class))
                .isEqualTo(new BundleManifest("b", "b".repeat(64), List.of()));
        assertThat(worker.get("/jars/" + "c".repeat(64), session.token()).statusCode())
                .isEqualTo(404);
        assertThat(worker.get("/bundles/nothing", session.token()).statusCode()).isEqualTo(404);
    }

    @Test
    void an_address_that_is_not_in_the_protocol_is_answered_in_its_form() throws Exception {
        var session = worker.register(TOKEN);

        var answer = worker.get("/nothing", session.token());

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(error(answer).code()).isEqualTo("bad_request");
    }
}
