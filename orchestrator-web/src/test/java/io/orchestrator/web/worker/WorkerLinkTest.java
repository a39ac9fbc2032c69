package io.orchestrator.web.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orchestrator.core.engine.Command;
import io.orchestrator.core.engine.CommandRefused;
import io.orchestrator.core.engine.CommandRefused.Kind;
import io.orchestrator.protocol.worker.Heartbeat;
import io.orchestrator.protocol.worker.ProtocolError;
import io.orchestrator.protocol.worker.Report;
import io.orchestrator.protocol.worker.Reports;
import io.orchestrator.protocol.worker.ServerAddress;
import io.orchestrator.protocol.worker.ServerLine;
import io.orchestrator.protocol.worker.ServerMessage;
import io.orchestrator.protocol.worker.Session;
import io.orchestrator.protocol.worker.WorkerCall;
import io.orchestrator.web.FakeEngine;
import io.orchestrator.web.ServerTest;
import io.orchestrator.web.ServerTestConfiguration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.node.StringNode;

@ServerTest
@Timeout(60)
class WorkerLinkTest {

    private static final UUID ATTEMPT = new UUID(7, 7);
    private static final ServerAddress HERE = new ServerAddress(new UUID(4, 4), "http://here");

    @Autowired
    FakeEngine engine;

    @Autowired
    HeldConnections connections;

    @LocalServerPort
    int port;

    WorkerClient worker;
    Session session;
    final List<TestLink> links = new ArrayList<>();

    @BeforeEach
    void register() throws Exception {
        engine.answer(Command.OpenSession.class, WorkerApiTest::opened);
        engine.answer(Command.Connected.class, connected -> true);
        worker = new WorkerClient(port);
        session = worker.register(ServerTestConfiguration.WORKER_TOKEN);
    }

    @AfterEach
    void hangUp() throws Exception {
        worker.close();
        for (var link : links) {
            link.close();
        }
    }

    private TestLink connect() throws Exception {
        var link = new TestLink(port, session);
        links.add(link);
        return link;
    }

    private TestLink link() throws Exception {
        var link = connect();
        assertThat(link.status).isEqualTo("101");
        return link;
    }

    private static ServerLine stop(int number) {
        return new ServerLine.Push(stopping(number));
    }

    private static ServerMessage.Stop stopping(int number) {
        return new ServerMessage.Stop(new UUID(0, number), "enough");
    }

    @Test
    void a_heartbeat_is_answered_by_the_engine() throws Exception {
        var answered = new Heartbeat.Answer(30_000, List.of(ATTEMPT), List.of(), true, List.of(HERE), 7);
        var heartbeat = new Heartbeat(List.of(new Heartbeat.Held(ATTEMPT, "sales")), true, 4, 6);
        engine.answer(Command.Beat.class, beat -> answered);
        var link = link();

        link.send(new WorkerCall.Beat(1, heartbeat));

        assertThat(link.next()).isEqualTo(new ServerLine.Beaten(1, answered));
        assertThat(engine.asked(Command.Beat.class)).containsExactly(new Command.Beat(session.sessionId(), heartbeat));
    }

    @Test
    void reports_are_handed_over_in_order_and_answered_once_they_are_durable() throws Exception {
        var reports = new Reports(
                List.of(
                        new Reports.Entry("sales", new Report.Started(ATTEMPT)),
                        new Reports.Entry(
                                "sales", new Report.Succeeded(ATTEMPT, StringNode.valueOf("\u0000 \uD83D\uDE80")))),
                4);
        var answered = new Reports.Answer(List.of(ATTEMPT), List.of(), List.of(), false);
        engine.answer(Command.TakeReports.class, take -> answered);
        var link = link();

        link.send(new WorkerCall.TakeReports(9, reports));

        assertThat(link.next()).isEqualTo(new ServerLine.Taken(9, answered));
        assertThat(engine.asked(Command.TakeReports.class))
                .containsExactly(new Command.TakeReports(session.sessionId(), reports));
    }

    @Test
    void a_session_that_is_over_is_told_so() throws Exception {
        engine.answer(Command.Beat.class, beat -> {
            throw new CommandRefused(Kind.GONE, "The session is over: register anew");
        });
        var link = link();

        link.send(new WorkerCall.Beat(1, new Heartbeat(List.of(), false, 0)));

        assertThat(refusal(link.next()).code()).isEqualTo("session_over");
    }

    @Test
    void an_engine_that_has_no_lease_asks_to_try_again() throws Exception {
        var link = link();

        link.send(new WorkerCall.Beat(1, new Heartbeat(List.of(), false, 0)));

        assertThat(refusal(link.next()).code()).isEqualTo("unavailable");
    }

    @Test
    void a_call_that_makes_no_sense_is_refused_by_its_number_and_the_link_goes_on() throws Exception {
        var link = link();
        var calls = new LinkedHashMap<String, Long>();
        calls.put("nonsense", 0L);
        calls.put("null", 0L);
        calls.put("{\"type\":\"sing\",\"call\":1}", 1L);
        calls.put("{\"type\":\"heartbeat\",\"call\":2}", 2L);
        calls.put("{\"type\":\"heartbeat\",\"heartbeat\":{\"held\":[]}}", 0L);
        calls.put("{\"type\":\"heartbeat\",\"call\":3,\"heartbeat\":{}}", 3L);
        calls.put("{\"type\":\"reports\",\"call\":4,\"reports\":{}}", 4L);
        calls.put("{\"type\":\"reports\",\"call\":5,\"reports\":{\"reports\":[null]}}", 5L);
        calls.put("{\"type\":\"reports\",\"call\":6,\"reports\":{\"reports\":[{\"dagId\":\"d\"}]}}", 6L);
        for (var report : List.of("started", "exploded", "failed\",\"attemptId\":\"" + ATTEMPT)) {
            calls.put(
                    "{\"type\":\"reports\",\"call\":7,\"reports\":{\"reports\":[{\"dagId\":\"d\",\"report\":{\"type\":\"%s\"}}]}}"
                            .formatted(report),
                    7L);
        }
        for (var call : calls.entrySet()) {
            link.send(call.getKey());
            var answer = link.next();

            assertThat(((ServerLine.Refused) answer).call()).as(call.getKey()).isEqualTo(call.getValue());
            assertThat(refusal(answer).code()).as(call.getKey()).isEqualTo("bad_request");
            assertThat(refusal(answer).message()).as(call.getKey()).isNotBlank();
        }
        assertThat(engine.asked(Command.TakeReports.class)).isEmpty();
        assertThat(engine.asked(Command.Beat.class)).isEmpty();
    }

    @Test
    void a_call_that_is_too_large_is_refused_and_the_link_goes_on() throws Exception {
        var link = link();

        link.send("{\"type\":\"reports\",\"call\":3,\"reports\":" + " ".repeat(16 * 1024 * 1024 + 1) + "{}}");
        var answer = link.next();

        assertThat(((ServerLine.Refused) answer).call()).isEqualTo(3);
        assertThat(refusal(answer).code()).isEqualTo("too_large");
        link.send("{}");
        assertThat(refusal(link.next()).code()).isEqualTo("bad_request");
    }

    @Test
    void a_request_that_asks_for_no_link_is_told_what_is_expected() throws Exception {
        var answer = worker.get("/sessions/%s/link".formatted(session.sessionId()), session.token());

        assertThat(answer.statusCode()).isEqualTo(426);
        assertThat(WorkerClient.error(answer).message()).contains("Upgrade: orchestrator-worker");
        assertThat(engine.asked(Command.Connected.class)).isEmpty();
    }

    @Test
    void a_worker_that_hangs_up_is_forgotten() throws Exception {
        var link = link();
        assertThat(connections.count()).isPositive();

        link.close();

        await().until(() -> connections.count() == 0);
    }

    private static ProtocolError refusal(ServerLine line) {
        return ((ServerLine.Refused) line).error();
    }

    @Test
    void messages_arrive_in_the_order_in_which_they_were_pushed() throws Exception {
        var link = link();
        IntStream.range(0, 2_000).forEach(number -> connections.push(session.sessionId(), stopping(number)));

        for (var number = 0; number < 2_000; number++) {
            assertThat(link.next()).isEqualTo(stop(number));
        }
    }

    @Test
    void what_the_engine_pushes_while_it_learns_of_the_connection_arrives() throws Exception {
        engine.answer(Command.Connected.class, connected -> {
            connections.push(connected.sessionId(), stopping(1));
            return true;
        });

        assertThat(link().next()).isEqualTo(stop(1));
    }

    @Test
    void a_connection_without_news_pings() throws Exception {
        var link = link();

        assertThat(Stream.of(link.nextOrEnd(), link.nextOrEnd())).allMatch(TestLink::isPing);
    }

    @Test
    void a_new_connection_of_a_session_replaces_the_old_one() throws Exception {
        var old = link();
        var next = link();

        connections.push(session.sessionId(), stopping(1));

        assertThat(next.next()).isEqualTo(stop(1));
        assertThat(old.next()).as("the old link ends").isInstanceOf(ServerLine.Closed.class);
    }

    @Test
    void a_push_to_a_session_that_is_not_connected_is_lost_without_harm() {
        connections.push(new UUID(9, 9), stopping(1));

        assertThat(engine.asked(Command.Connected.class)).isEmpty();
    }

    @Test
    void a_session_that_is_over_gets_no_connection() throws Exception {
        engine.answer(Command.Connected.class, connected -> {
            throw new CommandRefused(Kind.GONE, "The session is over: register anew");
        });

        assertThat(connect().status).isEqualTo("410");
    }

    @Test
    void when_the_server_stops_every_connection_ends_after_what_was_pushed() throws Exception {
        var stopping = new HeldConnections();
        stopping.start();
        var connection = stopping.open(new UUID(1, 1));
        stopping.push(new UUID(1, 1), stopping(1));

        stopping.stop();

        assertThat(connection.next(Duration.ofMinutes(5))).contains(stop(1));
        assertThat(connection.next(Duration.ofMinutes(5))).isEmpty();
        assertThat(stopping.open(new UUID(1, 1)).next(Duration.ofMinutes(5)))
                .as("a connection that comes too late")
                .allMatch(TestLink::isPing);
    }
}
