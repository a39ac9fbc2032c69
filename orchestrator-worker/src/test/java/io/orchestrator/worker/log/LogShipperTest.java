package io.orchestrator.worker.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.protocol.Limits;
import io.orchestrator.protocol.worker.LogLine;
import io.orchestrator.protocol.worker.Register;
import io.orchestrator.worker.exchange.LiveSession;
import io.orchestrator.worker.exchange.Servers;
import io.orchestrator.worker.fake.FakeServer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LogShipperTest {

    final UUID attempt = UUID.randomUUID();
    FakeServer server;
    Servers servers;
    LiveSession session;

    @BeforeEach
    void register() throws Exception {
        server = new FakeServer(30_000, 5_000);
        servers = new Servers(List.of(server.url()), Duration.ofSeconds(5));
        Register register = new Register(List.of(1), "w1", "localhost", 1, "1", List.of("default"), List.of(), 1, 0);
        session = new LiveSession(servers.any(client -> client.register(register, FakeServer.WORKER_TOKEN)));
    }

    @AfterEach
    void close() {
        session.end("the test is over");
        servers.close();
        server.close();
    }

    @Test
    void whatDoesNotFitIntoMemoryIsDroppedOldestFirstAndCounted() throws Exception {
        LogShipper shipper = new LogShipper(servers, Clock.systemUTC(), 10_000);
        AttemptLog log = new AttemptLog(7, attempt, shipper, Clock.systemUTC());
        IntStream.range(0, 1000).forEach(i -> log.add(List.of(line("line " + i))));
        send(shipper);

        List<String> texts = server.logs.of(attempt).stream().map(LogLine::text).toList();
        int kept = texts.size() - 1;
        assertThat(kept).isBetween(50, 200);
        assertThat(texts.getFirst()).startsWith((1000 - kept) + " lines were dropped here");
        assertThat(texts.subList(1, texts.size()))
                .containsExactlyElementsOf(IntStream.range(1000 - kept, 1000)
                        .mapToObj(i -> "line " + i)
                        .toList());
    }

    @Test
    void anAttemptsLogIsCutAtItsLimitAndOnlyTheWorkerMayAddToIt() throws Exception {
        LogShipper shipper = new LogShipper(servers, Clock.systemUTC(), 64L * 1024 * 1024);
        AttemptLog log = new AttemptLog(7, attempt, shipper, Clock.systemUTC());
        String text = "x".repeat(10_000);
        IntStream.range(0, 1200).forEach(i -> log.add(List.of(line(text))));
        log.say("ERROR", "It was killed.");
        send(shipper);

        List<LogLine> lines = server.logs.of(attempt);
        assertThat(lines.stream().mapToLong(line -> line.text().length()).sum()).isLessThan(Limits.ATTEMPT_LOG);
        assertThat(lines.get(lines.size() - 2).text()).startsWith("The log is cut here");
        assertThat(lines.getLast().text()).isEqualTo("It was killed.");
    }

    private void send(LogShipper shipper) throws InterruptedException {
        Thread sending = Thread.ofPlatform().daemon().start(() -> shipper.send(session));
        assertThat(shipper.flush(Duration.ofSeconds(30))).isTrue();
        sending.interrupt();
        sending.join();
    }

    private static LogLine line(String text) {
        return new LogLine(Instant.EPOCH, "INFO", "stdout", text);
    }
}
