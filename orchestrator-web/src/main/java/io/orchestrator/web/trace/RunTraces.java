package io.orchestrator.web.trace;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.orchestrator.core.engine.TurnListener;
import io.orchestrator.core.run.DagRun;
import io.orchestrator.protocol.Json;
import io.orchestrator.web.database.Columns;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Sends a trace of each run that ends, if there is a collector. The engine only puts the run into a queue. What cannot be sent,
 * or is too much, is lost and counted: a trace is no record of anything, the rows are.
 */
@Component
final class RunTraces implements TurnListener, SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(RunTraces.class);
    private static final int MOST_WAITING = 10_000;
    private static final int FIRST_ERROR = 400;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final String ATTEMPTS = """
            SELECT attempt_id, task_id, map_index, try_number, state, queued_at, started_at, ended_at, failure ->> 'message' AS message
            FROM task_attempt WHERE run_key = :run AND ended_at IS NOT NULL AND queued_at >= :since
            ORDER BY queued_at LIMIT 10000
            """;

    private final TraceSettings settings;
    private final JdbcClient database;
    private final Counter lost;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final BlockingQueue<DagRun> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private volatile @Nullable Thread sender;

    RunTraces(TraceSettings settings, JdbcClient database, MeterRegistry figures) {
        this.settings = settings;
        this.database = database;
        this.lost = figures.counter("orchestrator_traces_lost");
    }

    @Override
    public void turned(List<DagRun> runs, @Nullable Instant nextDue) {
        // Only ends are told.
    }

    @Override
    public void ended(DagRun run) {
        if (settings.endpoint() != null && !waiting.offer(run)) {
            lost.increment();
        }
    }

    @Override
    public void start() {
        if (settings.endpoint() != null) {
            var endpoint = settings.endpoint();
            sender = Thread.ofPlatform().name("traces").daemon().start(() -> send(endpoint));
        }
    }

    private void send(URI endpoint) {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                send(waiting.take(), endpoint);
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(DagRun run, URI endpoint) throws InterruptedException {
        try {
            var body = Json.MAPPER.writeValueAsBytes(Spans.of(run, attempts(run), settings.service()));
            var request = HttpRequest.newBuilder(endpoint)
                    .timeout(PATIENCE)
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofByteArray(body))
                    .build();
            var answer = http.send(request, BodyHandlers.discarding());
            if (answer.statusCode() >= FIRST_ERROR) {
                lost(run, "it answered " + answer.statusCode());
            }
        } catch (IOException | RuntimeException failure) {
            lost(run, failure.toString());
        }
    }

    private void lost(DagRun run, String why) {
        lost.increment();
        LOG.warn("The trace of run {} of DAG {} could not be sent: {}", run.runId(), run.dagId(), why);
    }

    private List<Spans.Attempt> attempts(DagRun run) {
        var since = run.startedAt() == null ? run.queuedAt() : run.startedAt();
        return database.sql(ATTEMPTS)
                .param("run", run.runKey())
                .param("since", Timestamp.from(since))
                .query((row, number) -> new Spans.Attempt(
                        row.getObject("attempt_id", UUID.class),
                        row.getString("task_id"),
                        row.getInt("map_index"),
                        row.getInt("try_number"),
                        row.getString("state"),
                        Columns.some(row, "queued_at"),
                        Columns.instant(row, "started_at"),
                        Columns.some(row, "ended_at"),
                        row.getString("message")))
                .list();
    }

    @Override
    public void stop() {
        var running = sender;
        if (running != null) {
            running.interrupt();
            sender = null;
        }
    }

    @Override
    public boolean isRunning() {
        return sender != null;
    }
}
