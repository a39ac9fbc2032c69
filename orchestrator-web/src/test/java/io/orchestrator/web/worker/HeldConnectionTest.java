package io.orchestrator.web.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.core.engine.Command;
import io.orchestrator.core.engine.CommandRefused;
import io.orchestrator.core.engine.CommandRefused.Kind;
import io.orchestrator.protocol.Json;
import io.orchestrator.protocol.worker.ServerMessage;
import io.orchestrator.protocol.worker.Session;
import io.orchestrator.web.FakeEngine;
import io.orchestrator.web.ServerTest;
import io.orchestrator.web.ServerTestConfiguration;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@ServerTest
@Timeout(60)
class HeldConnectionTest {

    @Autowired
    FakeEngine engine;

    @Autowired
    HeldConnections connections;

    @LocalServerPort
    int port;

    WorkerClient worker;
    Session session;

    @BeforeEach
    void register() throws Exception {
        engine.reset();
        engine.answer(Command.OpenSession.class, WorkerApiTest::opened);
        engine.answer(Command.Connected.class, connected -> true);
        worker = new WorkerClient(port);
        session = worker.register(ServerTestConfiguration.WORKER_TOKEN);
    }

    @AfterEach
    void hangUp() {
        worker.close();
    }

    private BufferedReader connect() throws Exception {
        var answer = worker.open("/sessions/%s/messages".formatted(session.sessionId()), session.token());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/x-ndjson");
        return new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
    }

    private static ServerMessage.Stop stop(int number) {
        return new ServerMessage.Stop(new UUID(0, number), "enough");
    }

    private static ServerMessage read(BufferedReader lines) throws Exception {
        return Json.MAPPER.readValue(lines.readLine(), ServerMessage.class);
    }

    private static ServerMessage readPastPings(BufferedReader lines) throws Exception {
        var message = read(lines);
        while (message instanceof ServerMessage.Ping) {
            message = read(lines);
        }
        return message;
    }

    @Test
    void messages_arrive_in_the_order_in_which_they_were_pushed() throws Exception {
        var lines = connect();
        IntStream.range(0, 2_000).forEach(number -> connections.push(session.sessionId(), stop(number)));

        for (var number = 0; number < 2_000; number++) {
            assertThat(readPastPings(lines)).isEqualTo(stop(number));
        }
    }

    @Test
    void what_the_engine_pushes_while_it_learns_of_the_connection_arrives() throws Exception {
        engine.answer(Command.Connected.class, connected -> {
            connections.push(connected.sessionId(), stop(1));
            return true;
        });

        assertThat(readPastPings(connect())).isEqualTo(stop(1));
    }

    @Test
    void a_connection_without_news_pings() throws Exception {
        var lines = connect();

        assertThat(Stream.of(read(lines), read(lines))).allMatch(ServerMessage.Ping.class::isInstance);
    }

    @Test
    void a_new_connection_of_a_session_replaces_the_old_one() throws Exception {
        var old = connect();
        var next = connect();

        connections.push(session.sessionId(), stop(1));

        assertThat(readPastPings(next)).isEqualTo(stop(1));
        assertThat(old.lines().map(line -> Json.MAPPER.readValue(line, ServerMessage.class)))
                .as("the old connection ends")
                .allMatch(ServerMessage.Ping.class::isInstance);
    }

    @Test
    void a_push_to_a_session_that_is_not_connected_is_lost_without_harm() {
        connections.push(new UUID(9, 9), stop(1));

        assertThat(engine.asked(Command.Connected.class)).isEmpty();
    }

    @Test
    void a_session_that_is_over_gets_no_connection() throws Exception {
        engine.answer(Command.Connected.class, connected -> {
            throw new CommandRefused(Kind.GONE, "The session is over: register anew");
        });

        var answer = worker.get("/sessions/%s/messages".formatted(session.sessionId()), session.token());

        assertThat(answer.statusCode()).isEqualTo(410);
        assertThat(WorkerClient.error(answer).code()).isEqualTo("session_over");
    }

    @Test
    void when_the_server_stops_every_connection_ends_after_what_was_pushed() throws Exception {
        var stopping = new HeldConnections();
        stopping.start();
        var connection = stopping.open(new UUID(1, 1));
        stopping.push(new UUID(1, 1), stop(1));

        stopping.stop();

        assertThat(connection.next(Duration.ofMinutes(5))).contains(stop(1));
        assertThat(connection.next(Duration.ofMinutes(5))).isEmpty();
        assertThat(stopping.open(new UUID(1, 1)).next(Duration.ofMinutes(5)))
                .as("a connection that comes too late")
                .allMatch(ServerMessage.Ping.class::isInstance);
    }
}
