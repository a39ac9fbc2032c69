package io.orchestrator.core.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import com.zaxxer.hikari.HikariDataSource;
import io.orchestrator.core.audit.jdbc.AuditLog;
import io.orchestrator.core.given.Givens;
import io.orchestrator.core.jdbc.TestDatabase;
import io.orchestrator.core.notify.channel.Channels;
import io.orchestrator.core.notify.channel.Messages;
import io.orchestrator.core.notify.channel.NetworkGuard;
import io.orchestrator.core.notify.jdbc.JdbcOutbox;
import io.orchestrator.core.notify.jdbc.NoticeRows;
import io.orchestrator.protocol.Json;
import io.orchestrator.protocol.graph.NoticeKind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The outbox on a real database, and channels that are real servers. */
class DeliveriesTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private static TestDatabase database;
    private static HikariDataSource dataSource;

    private final Map<String, String> environment = new HashMap<>();
    private final Queue<Integer> answers = new ArrayDeque<>();
    private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> outcomes = new LinkedBlockingQueue<>();
    private HttpServer http;
    private Deliveries deliveries;

    /** What the web server was sent. */
    private record Received(Map<String, List<String>> headers, String body) {}

    @BeforeAll
    static void open() {
        database = TestDatabase.fresh();
        dataSource = database.engineDataSource();
    }

    @AfterAll
    static void close() {
        dataSource.close();
    }

    @BeforeEach
    void start() throws IOException {
        database.execute("TRUNCATE notification, audit_event");
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/", exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            received.add(new Received(exchange.getRequestHeaders(), new String(body, StandardCharsets.UTF_8)));
            Integer status = answers.poll();
            exchange.getResponseHeaders().add("Location", "http://127.0.0.1:1/");
            exchange.sendResponseHeaders(status == null ? 200 : status, -1);
            exchange.close();
        });
        http.start();
        deliveries = deliveries(List.of("127.0.0.1"));
    }

    @AfterEach
    void stop() {
        http.stop(0);
        deliveries.close();
    }

    @Test
    void whatFailsIsTriedAgainUnderTheSameIdUntilItArrives() throws Exception {
        channel("ops", "webhook", http.getAddress().getPort(), "s1gn-key");
        UUID id = tell("ops");
        answers.add(500);

        assertThat(deliveries.pass()).isEqualTo(1);
        assertThat(outcome()).isEqualTo("failed");
        assertThat(state(id))
                .isEqualTo("pending 1 http://127.0.0.1:" + http.getAddress().getPort() + " answered 500");
        assertThat(deliveries.pass()).as("it is not due yet").isZero();

        dueNow();
        assertThat(deliveries.pass()).isEqualTo(1);
        assertThat(outcome()).isEqualTo("delivered");
        assertThat(state(id)).isEqualTo("delivered 2 null");
        Received first = received.take();
        Received second = received.take();
        assertThat(first.headers().get("X-orchestrator-notification")).containsExactly(id.toString());
        assertThat(second.headers().get("X-orchestrator-notification")).containsExactly(id.toString());
        assertThat(Json.MAPPER.readTree(second.body()).path("id").asString()).isEqualTo(id.toString());
        assertThat(Json.MAPPER.readTree(second.body()).path("event").asString()).isEqualTo("run_failed");
        assertThat(second.headers().get("X-orchestrator-signature")).containsExactly(signature(second.body()));
    }

    private static String signature(String body) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec("s1gn-key".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        String seconds = Long.toString(NOW.getEpochSecond());
        byte[] hash = mac.doFinal((seconds + "." + body).getBytes(StandardCharsets.UTF_8));
        return "t=" + seconds + ",v1=" + HexFormat.of().formatHex(hash);
    }

    @Test
    void aChannelThatHangsHoldsUpNoOther() throws Exception {
        try (ServerSocket hangs = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            channel("hanging", "webhook", hangs.getLocalPort(), "");
            channel("ops", "webhook", http.getAddress().getPort(), "");
            for (int i = 0; i < 6; i++) {
                tell("hanging");
            }
            UUID good = tell("ops");

            assertThat(deliveries.pass()).isEqualTo(4);
            assertThat(deliveries.pass()).as("the full channel is passed over").isEqualTo(1);
            assertThat(outcome()).isEqualTo("delivered");
            assertThat(state(good)).startsWith("delivered");
            for (int i = 0; i < 4; i++) {
                assertThat(outcome()).isEqualTo("failed");
            }
            assertThat(database.query("SELECT DISTINCT last_error FROM notification WHERE last_error IS NOT NULL"))
                    .singleElement()
                    .asString()
                    .contains("did not answer");
        }
    }

    @Test
    void whatAServerTookThatDiedIsDueAgainAndItsLateWordDoesNotCount() throws Exception {
        channel("ops", "webhook", http.getAddress().getPort(), "");
        UUID id = tell("ops");
        Outbox outbox = outbox();
        Outbox.Claimed dead = outbox.claim(List.of(), 10, Duration.ofMinutes(1)).getFirst();
        assertThat(outbox.claim(List.of(), 10, Duration.ofMinutes(1))).isEmpty();

        dueNow();
        assertThat(deliveries.pass()).isEqualTo(1);
        assertThat(outcome()).isEqualTo("delivered");
        outbox.failed(dead, "never mind", Duration.ZERO);

        assertThat(state(id)).isEqualTo("delivered 2 null");
        assertThat(received.take().headers().get("X-orchestrator-notification")).containsExactly(id.toString());
    }

    @Test
    void whatHasFailedTooOftenIsGivenUpUntilAPersonAsks() throws Exception {
        UUID id = tell("nowhere");
        database.execute("UPDATE notification SET tries = " + (RetryPause.MOST_TRIES - 1));

        deliveries.pass();
        assertThat(outcome()).isEqualTo("dead");
        assertThat(state(id)).startsWith("dead 16 the connection 'nowhere' is not defined");
        dueNow();
        assertThat(deliveries.pass()).isZero();

        channel("nowhere", "webhook", http.getAddress().getPort(), "");
        assertThat(outbox().redeliver(id, "ada")).isTrue();
        assertThat(outbox().redeliver(new UUID(0, 0), "ada")).isFalse();
        deliveries.pass();
        assertThat(outcome()).isEqualTo("delivered");
        assertThat(database.query("SELECT actor || ' ' || action FROM audit_event"))
                .containsExactly("ada notification.redeliver");
    }

    @Test
    void nothingGoesIntoTheOwnNetworkOrToWhereARedirectPoints() throws Exception {
        channel("ops", "slack", http.getAddress().getPort(), "T0/B0/secret-end");
        UUID id = tell("ops");
        answers.add(302);
        deliveries.pass();
        assertThat(outcome()).isEqualTo("failed");
        assertThat(state(id))
                .contains("answered 302, and redirects are not followed")
                .doesNotContain("secret-end");
        assertThat(received.take().body()).contains("\"text\":\"Run r of DAG d has failed");

        try (Deliveries strict = deliveries(List.of())) {
            dueNow();
            strict.pass();
            assertThat(outcome()).isEqualTo("failed");
            assertThat(state(id))
                    .contains("the host 127.0.0.1 has the internal address 127.0.0.1")
                    .contains("orchestrator.notify.internal-hosts");
            assertThat(received).isEmpty();
        }
    }

    @Test
    void whatIsOverIsForgottenAndTheRestKept() throws Exception {
        tell("ops");
        tell("ops");
        database.execute("UPDATE notification SET at = now() - interval '31 days'");
        database.execute("""
                UPDATE notification SET state = 'dead' WHERE id = (SELECT id FROM notification LIMIT 1)""");

        assertThat(outbox().forget(Duration.ofDays(30))).isEqualTo(1);
        assertThat(database.query("SELECT state FROM notification")).containsExactly("pending");
    }

    private Deliveries deliveries(List<String> internalHosts) {
        Givens givens = new Givens(
                null, environment::get, new NoConnections(), new NoVariables(), new NoEvents(), new NoEvents());
        NetworkGuard guard = new NetworkGuard(internalHosts, InetAddress::getAllByName);
        Channels channels = new Channels(givens, guard, new Messages(null), Duration.ofSeconds(2), () -> NOW);
        return new Deliveries(new Watched(outbox(), outcomes), channels, new Random(1));
    }

    private static Outbox outbox() {
        return new JdbcOutbox(dataSource, new AuditLog(() -> NOW, at -> UUID.randomUUID()), new Random(1));
    }

    private void channel(String id, String type, int port, String password) {
        String json = Json.MAPPER.writeValueAsString(
                Map.of("conn_type", type, "host", "http://127.0.0.1:" + port + "/hook", "password", password));
        environment.put("ORCHESTRATOR_CONN_" + id.toUpperCase(Locale.ROOT), json);
    }

    private static UUID tell(String channel) throws SQLException {
        UUID id = UUID.randomUUID();
        try (Connection connection = database.connect()) {
            NoticeRows.add(
                    connection,
                    List.of(new Notice(
                            id,
                            NOW,
                            NoticeKind.RUN_FAILED,
                            channel,
                            "d",
                            "r",
                            null,
                            -1,
                            "Run r of DAG d has failed",
                            Json.MAPPER.createObjectNode().put("reason", "boom"))));
        }
        return id;
    }

    private static void dueNow() {
        database.execute("UPDATE notification SET next_try_at = now()");
    }

    private String outcome() throws InterruptedException {
        return String.valueOf(outcomes.poll(20, TimeUnit.SECONDS));
    }

    private static String state(UUID id) {
        return database.query("SELECT state || ' ' || tries || ' ' || coalesce(last_error, 'null') FROM notification"
                        + " WHERE id = '" + id + "'")
                .getFirst();
    }
}
