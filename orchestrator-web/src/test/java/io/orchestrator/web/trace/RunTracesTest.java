package io.orchestrator.web.trace;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.orchestrator.core.run.DagRun;
import io.orchestrator.core.run.DagRunState;
import io.orchestrator.core.run.RunType;
import io.orchestrator.protocol.Json;
import io.orchestrator.web.Fixture;
import io.orchestrator.web.ServerTest;
import java.net.InetSocketAddress;
import java.net.URI;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Traces, as a collector gets them. */
@ServerTest
class RunTracesTest {

    private static final Instant START = Instant.parse("2026-03-01T10:00:00.123456Z");
    private static final long RUN_KEY = (START.toEpochMilli() << 20) + 5;

    @Autowired
    JdbcClient database;

    private final BlockingQueue<JsonNode> received = new LinkedBlockingQueue<>();
    private HttpServer collector;
    private volatile int status = 200;

    @BeforeEach
    void listen() throws Exception {
        new Fixture(database).clean();
        collector = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
        collector.createContext("/v1/traces", exchange -> {
            var body = Json.MAPPER.readTree(exchange.getRequestBody().readAllBytes());
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
            received.add(body);
        });
        collector.start();
    }

    @AfterEach
    void close() {
        collector.stop(0);
    }

    private static DagRun run(int cleared) {
        return new DagRun(
                RUN_KEY,
                "etl",
                "r1",
                RunType.MANUAL,
                DagRunState.FAILED,
                "Task load failed",
                null,
                null,
                null,
                START,
                JsonNodeFactory.instance.objectNode(),
                1,
                "b",
                "ada",
                null,
                cleared,
                START,
                START,
                START.plusSeconds(9),
                null,
                List.of());
    }

    private void attempt(UUID id, String state, Instant queued) {
        database.sql("""
                        INSERT INTO task_attempt (run_key, attempt_id, task_id, map_index, try_number, state, session_id, build,
                                                  queued_at, started_at, ended_at, failure)
                        VALUES (:run, :id, 'load', -1, 1, :state, :id, 'b', :queued, :queued, :ended,
                                '{"kind": "EXCEPTION", "message": "no such file"}')""")
                .param("run", RUN_KEY)
                .param("id", id)
                .param("state", state)
                .param("queued", Timestamp.from(queued))
                .param("ended", Timestamp.from(queued.plusSeconds(2)))
                .update();
    }

    private RunTraces traces(SimpleMeterRegistry figures) {
        var endpoint = URI.create(
                "http://localhost:%d/v1/traces".formatted(collector.getAddress().getPort()));
        var traces = new RunTraces(new TraceSettings(endpoint, "test"), database, figures);
        traces.start();
        return traces;
    }

    @Test
    void a_run_that_ends_is_a_trace_with_a_span_for_each_attempt() throws Exception {
        var id = UUID.fromString("01980000-0000-7000-8000-00000000abcd");
        attempt(id, "failed", START.plusSeconds(1));
        // Of before it was cleared.
        attempt(UUID.randomUUID(), "failed", START.minusSeconds(60));
        var traces = traces(new SimpleMeterRegistry());

        traces.ended(run(0));

        var resource = next().get("resourceSpans").get(0);
        assertThat(resource.at("/resource/attributes/0/value/stringValue").asString())
                .isEqualTo("test");
        var spans = resource.at("/scopeSpans/0/spans");
        assertThat(spans.size()).isEqualTo(2);
        var run = spans.get(0);
        var attempt = spans.get(1);
        assertThat(run.get("name").asString()).isEqualTo("dag etl");
        assertThat(run.get("traceId").asString()).matches("[0-9a-f]{32}");
        assertThat(run.get("startTimeUnixNano").asString()).isEqualTo("1772359200123456000");
        assertThat(run.at("/status/code").asInt()).isEqualTo(2);
        assertThat(run.at("/status/message").asString()).isEqualTo("Task load failed");
        assertThat(attempt.get("traceId")).isEqualTo(run.get("traceId"));
        assertThat(attempt.get("parentSpanId")).isEqualTo(run.get("spanId"));
        assertThat(attempt.get("spanId").asString()).isEqualTo("800000000000abcd");
        assertThat(attempt.at("/status/message").asString()).isEqualTo("no such file");

        traces.ended(run(0));
        traces.ended(run(1));
        var again = next();
        assertThat(again.get("resourceSpans").get(0)).isEqualTo(resource);
        assertThat(next().findValue("traceId")).isNotEqualTo(run.get("traceId"));
        traces.stop();
    }

    @Test
    void a_collector_that_refuses_costs_the_trace_and_nothing_else() throws Exception {
        var figures = new SimpleMeterRegistry();
        var traces = traces(figures);
        status = 503;
        traces.ended(run(0));
        next();
        status = 200;
        traces.ended(run(1));
        next();

        assertThat(figures.counter("orchestrator_traces_lost").count()).isEqualTo(1);
        traces.stop();
    }

    private JsonNode next() throws InterruptedException {
        var body = received.poll(60, TimeUnit.SECONDS);
        assertThat(body).as("what the collector got").isNotNull();
        return body;
    }
}
