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
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends one server heartbeats at the rate that was asked for; after a failure sooner. Each acknowledged one renews the lease. */
public final class Heartbeats {

    private static final Logger LOG = LoggerFactory.getLogger(Heartbeats.class);
    /** However many reasons there are, heartbeats are at least so far apart. */
    private static final long APART_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final ServerClient server;
    private final Lease lease;
    private final Held held;
    private final Consumer<Heartbeat.@Nullable Answer> result;
    private long seen;
    private final Semaphore hurry = new Semaphore(0);

    /**
     * @param lease the session's, whichever server renews it
     * @param result hears each answer, or null where there was none, on the sending thread
     */
    public Heartbeats(ServerClient server, Lease lease, Held held, Consumer<Heartbeat.@Nullable Answer> result) {
        this.server = server;
        this.lease = lease;
        this.held = held;
        this.result = result;
    }

    /** Sends the next heartbeat soon. Never blocks. */
    public void sendSoon() {
        if (hurry.availablePermits() == 0) {
            hurry.release();
        }
    }

    /** Sends until the session is over or the thread is interrupted. */
    public void send(LiveSession session) {
        Duration usual = Duration.ofMillis(session.heartbeatMillis());
        Backoff backoff = new Backoff(usual.dividedBy(8), usual);
        try {
            while (!session.isOver()) {
                long wait = usual.toNanos() - APART_NANOS;
                if (pass(session)) {
                    backoff.reset();
                } else {
                    wait = backoff.next().toNanos() - APART_NANOS;
                }
                if (!session.awaitOver(APART_NANOS)) {
                    hurry.tryAcquire(Math.max(0, wait), TimeUnit.NANOSECONDS);
                    hurry.drainPermits();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One heartbeat; true if it was acknowledged. */
    boolean pass(LiveSession session) throws InterruptedException {
        long sentAt = System.nanoTime();
        try {
            Heartbeat.Answer answer =
                    server.heartbeat(session, held.heartbeat(server).after(seen));
            seen = answer.number();
            lease.renewed(sentAt, answer.leaseMillis());
            if (!answer.stop().isEmpty()) {
                held.stale(answer.stop());
            }
            result.accept(answer);
            return true;
        } catch (SessionOver e) {
            session.end(String.valueOf(e.getMessage()));
            return false;
        } catch (Unreachable | Refused e) {
            LOG.warn("heartbeat failed, the lease has {} ms left: {}", lease.nanosLeft() / 1_000_000, e.getMessage());
            result.accept(null);
            return false;
        }
    }
}
