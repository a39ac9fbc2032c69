package io.orchestrator.worker;

import io.orchestrator.protocol.worker.Register;
import io.orchestrator.protocol.worker.Session;
import io.orchestrator.worker.exchange.Backoff;
import io.orchestrator.worker.exchange.ExchangeException.Refused;
import io.orchestrator.worker.exchange.ExchangeException.SessionOver;
import io.orchestrator.worker.exchange.ExchangeException.Unreachable;
import io.orchestrator.worker.exchange.LiveSession;
import io.orchestrator.worker.exchange.Servers;
import io.orchestrator.worker.heartbeat.Lease;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks for a session until there is one. */
final class Registration {

    /** The reason of a session's end after which none follows. */
    static final String LEFT = "the worker has left in order";

    private static final Logger LOG = LoggerFactory.getLogger(Registration.class);
    private static final List<Integer> PROTOCOL_VERSIONS = List.of(1);

    private final WorkerSettings settings;
    private final Servers servers;
    private final CountDownLatch leaving;

    Registration(WorkerSettings settings, Servers servers, CountDownLatch leaving) {
        this.settings = settings;
        this.servers = servers;
        this.leaving = leaving;
    }

    /** A session, and its lease counted from when it was asked for. */
    record Result(LiveSession session, Lease lease) {}

    /** The next session; null: the worker is leaving. */
    @Nullable
    Result register() throws Refused, InterruptedException {
        Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(3));
        while (leaving.getCount() > 0) {
            try {
                return once();
            } catch (Unreachable | SessionOver e) {
                long wait = backoff.next().toMillis();
                LOG.warn("no session, next try in {} ms: {}", wait, e.getMessage());
                leaving.await(wait, TimeUnit.MILLISECONDS);
            }
        }
        return null;
    }

    private Result once() throws Refused, Unreachable, SessionOver, InterruptedException {
        Lease lease = new Lease(settings.leaseMargin(), System::nanoTime);
        long sentAt = System.nanoTime();
        Session session = servers.any(server -> {
            Session granted = server.register(request(), settings.token());
            servers.heard(server, granted.servers());
            return granted;
        });
        lease.renewed(sentAt, session.leaseMillis());
        LOG.info(
                "session {} begins: protocol {}, lease {} ms, heartbeat every {} ms",
                session.sessionId(),
                session.protocolVersion(),
                session.leaseMillis(),
                session.heartbeatMillis());
        return new Result(new LiveSession(session), lease);
    }

    private Register request() {
        String version = Registration.class.getPackage().getImplementationVersion();
        return new Register(
                PROTOCOL_VERSIONS,
                settings.slots().worker(),
                host(),
                ProcessHandle.current().pid(),
                version == null ? "development" : version,
                settings.queues(),
                settings.capabilities(),
                settings.slots().slots(),
                settings.prefetch());
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }
}
