package io.orchestrator.worker.exchange;

import io.orchestrator.protocol.worker.Session;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One session with the server, until somebody finds that it is over. It never comes back to life. */
public final class LiveSession {

    private final Session session;
    private final CountDownLatch over = new CountDownLatch(1);
    private final AtomicReference<@Nullable String> reason = new AtomicReference<>();

    public LiveSession(Session session) {
        this.session = session;
    }

    public UUID id() {
        return session.sessionId();
    }

    String token() {
        return session.token();
    }

    public long leaseMillis() {
        return session.leaseMillis();
    }

    public long heartbeatMillis() {
        return session.heartbeatMillis();
    }

    /** Says that the session is over; only the first reason counts. */
    public void end(String why) {
        if (reason.compareAndSet(null, why)) {
            over.countDown();
        }
    }

    public boolean isOver() {
        return reason.get() != null;
    }

    /** Why the session is over; null while it lives. */
    public @Nullable String reason() {
        return reason.get();
    }

    /** Waits for the session's end, but no longer than the given time; true if it is over. */
    public boolean awaitOver(long nanos) throws InterruptedException {
        return over.await(nanos, TimeUnit.NANOSECONDS);
    }
}
