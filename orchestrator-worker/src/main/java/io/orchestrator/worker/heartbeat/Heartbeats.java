package io.orchestrator.worker.heartbeat;

import io.orchestrator.protocol.worker.Heartbeat;
import io.orchestrator.worker.exchange.Backoff;
import io.orchestrator.worker.exchange.ExchangeException.Refused;
import io.orchestrator.worker.exchange.ExchangeException.SessionOver;
import io.orchestrator.worker.exchange.ExchangeException.Unreachable;
import io.orchestrator.worker.exchange.LiveSession;
import io.orchestrator.worker.exchange.ServerClient;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Renews the session's lease at the rate that the server asked for; after a failure sooner. */
public final class Heartbeats {

    private static final Logger LOG = LoggerFactory.getLogger(Heartbeats.class);

    private final ServerClient server;
    private final Lease lease;
    private final Held held;
    private final Semaphore hurry = new Semaphore(0);

    public Heartbeats(ServerClient server, Lease lease, Held held) {
        this.server = server;
        this.lease = lease;
        this.held = held;
    }

    /** Sends the next heartbeat at once. */
    public void sendNow() {
        hurry.release();
    }

    /** Sends until the session is over or the thread is interrupted. */
    public void send(LiveSession session) {
        Duration usual = Duration.ofMillis(session.heartbeatMillis());
        Backoff backoff = new Backoff(usual.dividedBy(8), usual);
        try {
            while (!session.isOver()) {
                Duration wait = usual;
                if (pass(session)) {
                    backoff.reset();
                } else {
                    wait = backoff.next();
                }
                hurry.tryAcquire(wait.toNanos(), TimeUnit.NANOSECONDS);
                hurry.drainPermits();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One heartbeat; true if it was acknowledged. */
    boolean pass(LiveSession session) throws InterruptedException {
        long sentAt = System.nanoTime();
        try {
            Heartbeat.Answer answer = server.heartbeat(session, held.heartbeat());
            lease.renewed(sentAt, answer.leaseMillis());
            if (!answer.stop().isEmpty()) {
                held.stale(answer.stop());
            }
            return true;
        } catch (SessionOver e) {
            session.end(String.valueOf(e.getMessage()));
            return false;
        } catch (Unreachable | Refused e) {
            LOG.warn("heartbeat failed, the lease has {} ms left: {}", lease.nanosLeft() / 1_000_000, e.getMessage());
            return false;
        }
    }
}
