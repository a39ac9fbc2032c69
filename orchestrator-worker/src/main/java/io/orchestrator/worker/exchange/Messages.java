package io.orchestrator.worker.exchange;

import io.orchestrator.protocol.worker.ServerMessage;
import io.orchestrator.worker.exchange.ExchangeException.Refused;
import io.orchestrator.worker.exchange.ExchangeException.SessionOver;
import io.orchestrator.worker.exchange.ExchangeException.Unreachable;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Holds a session's link to one server open, opens it again when it breaks or falls silent, and receives its messages. */
public final class Messages {

    private static final Logger LOG = LoggerFactory.getLogger(Messages.class);

    private final ServerClient server;
    private final Duration silence;
    private final Runnable begun;
    private final Consumer<ServerMessage> receiver;

    /**
     * @param silence a link without a line for so long is taken for dead
     * @param begun called whenever there is a link; must not block
     * @param receiver gets each message on the reading thread
     */
    public Messages(ServerClient server, Duration silence, Runnable begun, Consumer<ServerMessage> receiver) {
        this.server = server;
        this.silence = silence;
        this.begun = begun;
        this.receiver = receiver;
    }

    /** Receives until the session is over, or the thread is interrupted and the server is hung up on. */
    public void receive(LiveSession session) {
        Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(3));
        try {
            while (!session.isOver()) {
                String ended = link(session, backoff);
                if (!session.isOver()) {
                    Duration wait = backoff.next();
                    LOG.warn("link to {} ended, next try in {} ms: {}", server, wait.toMillis(), ended);
                    session.awaitOver(wait.toNanos());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One link from its beginning to its end; gives the reason of its end. */
    private String link(LiveSession session, Backoff backoff) throws InterruptedException {
        try (Conversation conversation = server.converse(session, silence)) {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedException();
            }
            begun.run();
            return conversation.read(message -> {
                backoff.reset();
                receiver.accept(message);
            });
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        } catch (SessionOver e) {
            session.end(String.valueOf(e.getMessage()));
            return "session over";
        } catch (Refused | Unreachable e) {
            return String.valueOf(e.getMessage());
        } finally {
            server.silent();
        }
    }
}
