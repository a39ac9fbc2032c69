package io.orchestrator.worker.exchange;

import io.orchestrator.protocol.Json;
import io.orchestrator.protocol.worker.ServerMessage;
import io.orchestrator.worker.exchange.ExchangeException.Refused;
import io.orchestrator.worker.exchange.ExchangeException.SessionOver;
import io.orchestrator.worker.exchange.ExchangeException.Unreachable;
import io.orchestrator.worker.lines.LineReader;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/** Holds a session's message connection to one server open, and opens it again when it breaks or falls silent. */
public final class Messages {

    private static final Logger LOG = LoggerFactory.getLogger(Messages.class);
    private static final int LONGEST_MESSAGE = 64 * 1024 * 1024;

    private final ServerClient server;
    private final Duration silence;
    private final Consumer<ServerMessage> receiver;

    /**
     * @param silence a connection without a line for so long is taken for dead
     * @param receiver gets each message on the reading thread
     */
    public Messages(ServerClient server, Duration silence, Consumer<ServerMessage> receiver) {
        this.server = server;
        this.silence = silence;
        this.receiver = receiver;
    }

    /** Receives until the session is over or the thread is interrupted. */
    public void receive(LiveSession session) {
        Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(3));
        try (ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(
                Thread.ofVirtual().name("messages-watch").factory())) {
            while (!session.isOver()) {
                String ended = connection(session, watch, backoff);
                if (!session.isOver()) {
                    Duration wait = backoff.next();
                    LOG.warn("message connection to {} ended, next try in {} ms: {}", server, wait.toMillis(), ended);
                    session.awaitOver(wait.toNanos());
                }
            }
            watch.shutdownNow();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One connection from its beginning to its end; gives the reason of its end. */
    private String connection(LiveSession session, ScheduledExecutorService watch, Backoff backoff)
            throws InterruptedException {
        try (InputStream body = server.messages(session)) {
            AtomicLong lastLine = new AtomicLong(System.nanoTime());
            long look = silence.toMillis() / 8 + 1;
            ScheduledFuture<?> watching = watch.scheduleWithFixedDelay(
                    () -> closeIfSilent(body, lastLine.get()), look, look, TimeUnit.MILLISECONDS);
            try {
                read(session, body, lastLine, backoff);
            } finally {
                watching.cancel(false);
            }
            return "the server closed it, or it was silent for " + silence.toMillis() + " ms";
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        } catch (SessionOver e) {
            session.end(String.valueOf(e.getMessage()));
            return "session over";
        } catch (Refused | Unreachable e) {
            return String.valueOf(e.getMessage());
        }
    }

    private void read(LiveSession session, InputStream body, AtomicLong lastLine, Backoff backoff) throws IOException {
        LineReader lines = new LineReader(body, LONGEST_MESSAGE);
        for (LineReader.Line line = lines.next(); line != null && !session.isOver(); line = lines.next()) {
            lastLine.set(System.nanoTime());
            backoff.reset();
            if (line.bytes().length > 0) {
                deliver(line.bytes());
            }
        }
    }

    private void deliver(byte[] line) {
        ServerMessage message;
        try {
            message = Json.MAPPER.readValue(line, ServerMessage.class);
        } catch (JacksonException e) {
            LOG.warn(
                    "a message of {} bytes was not understood and is left out: {}",
                    line.length,
                    e.getOriginalMessage());
            return;
        }
        receiver.accept(message);
    }

    private void closeIfSilent(InputStream body, long lastLine) {
        if (System.nanoTime() - lastLine > silence.toNanos()) {
            try {
                body.close();
            } catch (IOException e) {
                LOG.debug("closing a dead message connection failed", e);
            }
        }
    }
}
