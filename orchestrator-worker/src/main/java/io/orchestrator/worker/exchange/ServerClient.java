package io.orchestrator.worker.exchange;

import io.orchestrator.protocol.Json;
import io.orchestrator.protocol.graph.BundleManifest;
import io.orchestrator.protocol.worker.Assignment;
import io.orchestrator.protocol.worker.Heartbeat;
import io.orchestrator.protocol.worker.LogChunks;
import io.orchestrator.protocol.worker.Register;
import io.orchestrator.protocol.worker.Reports;
import io.orchestrator.protocol.worker.Session;
import io.orchestrator.worker.exchange.ExchangeException.Refused;
import io.orchestrator.worker.exchange.ExchangeException.SessionOver;
import io.orchestrator.worker.exchange.ExchangeException.Unreachable;
import io.orchestrator.worker.exchange.HttpCalls.Call;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** Every call of the worker protocol, one method each. Thread-safe; each call blocks and has a time limit. */
public final class ServerClient implements AutoCloseable {

    private static final String SESSIONS = "/worker/v1/sessions";

    private final HttpCalls http;
    private final Duration limit;

    /**
     * @param servers tried in turn; a call goes to the one that answered last
     * @param limit the longest that one call may take
     */
    public ServerClient(List<URI> servers, Duration limit) {
        this.http = new HttpCalls(new ServerUrls(servers));
        this.limit = limit;
    }

    /** Asks for a session with the worker's own token. */
    public Session register(Register register, String workerToken)
            throws SessionOver, Refused, Unreachable, InterruptedException {
        return read(http.send(new Call("POST", SESSIONS, workerToken, register, limit)), Session.class);
    }

    /** Renews the lease. */
    public Heartbeat.Answer heartbeat(LiveSession session, Heartbeat heartbeat)
            throws SessionOver, Refused, Unreachable, InterruptedException {
        return read(call("POST", session, "/heartbeat", heartbeat, limitOf(session)), Heartbeat.Answer.class);
    }

    /** Sends a batch of reports; the answer means that they are durable. */
    public Reports.Answer report(LiveSession session, Reports reports)
            throws SessionOver, Refused, Unreachable, InterruptedException {
        return read(call("POST", session, "/reports", reports, limitOf(session)), Reports.Answer.class);
    }

    /** Sends pieces of attempts' logs. */
    public void logs(LiveSession session, LogChunks chunks)
            throws SessionOver, Refused, Unreachable, InterruptedException {
        call("POST", session, "/logs", chunks, limit);
    }

    /** The arguments of an attempt whose assignment came without them. */
    public List<Assignment.Input> inputs(LiveSession session, UUID attemptId)
            throws SessionOver, Refused, Unreachable, InterruptedException {
        byte[] body = call("GET", session, "/attempts/" + attemptId + "/inputs", null, limit);
        return List.of(read(body, Assignment.Input[].class));
    }

    /** Which jars a bundle build has. */
    public BundleManifest bundle(LiveSession session, String build)
            throws SessionOver, Refused, Unreachable, InterruptedException {
        Call call = new Call("GET", "/worker/v1/bundles/" + build, session.token(), null, limit);
        return read(sessionCall(() -> http.send(call)), BundleManifest.class);
    }

    /** A jar's bytes as they come. The caller closes the stream. */
    public InputStream jar(LiveSession session, String sha256)
            throws SessionOver, Refused, Unreachable, InterruptedException {
        Call call = new Call("GET", "/worker/v1/jars/" + sha256, session.token(), null, limit);
        return sessionCall(() -> http.open(call));
    }

    /** The held connection's bytes as they come. The caller closes the stream. */
    InputStream messages(LiveSession session) throws SessionOver, Refused, Unreachable, InterruptedException {
        Call call = new Call("GET", SESSIONS + "/" + session.id() + "/messages", session.token(), null, limit);
        return sessionCall(() -> http.open(call));
    }

    /** Ends the session in order. */
    public void end(LiveSession session) throws SessionOver, Refused, Unreachable, InterruptedException {
        call("DELETE", session, "", null, limit);
    }

    private byte[] call(String method, LiveSession session, String path, @Nullable Object body, Duration atMost)
            throws SessionOver, Refused, Unreachable, InterruptedException {
        Call call = new Call(method, SESSIONS + "/" + session.id() + path, session.token(), body, atMost);
        return sessionCall(() -> http.send(call));
    }

    /** A heartbeat or a report that waits for the whole lease is of no use to anyone. */
    private Duration limitOf(LiveSession session) {
        Duration third = Duration.ofMillis(session.leaseMillis() / 3);
        return third.compareTo(limit) < 0 ? third : limit;
    }

    private interface Exchange<T> {
        T run() throws SessionOver, Refused, Unreachable, InterruptedException;
    }

    /** A session's token that is not known any more means that the session is not either. */
    private static <T> T sessionCall(Exchange<T> exchange)
            throws SessionOver, Refused, Unreachable, InterruptedException {
        try {
            return exchange.run();
        } catch (Refused e) {
            if (e.code().equals("unauthorized")) {
                throw new SessionOver("The server does not know this session's token: " + e.getMessage());
            }
            throw e;
        }
    }

    private static <T> T read(byte[] body, Class<T> type) throws Unreachable {
        try {
            T value = Json.MAPPER.readValue(body, type);
            if (value != null) {
                return value;
            }
        } catch (JacksonException e) {
            throw new Unreachable("An answer could not be read as " + type.getSimpleName(), e);
        }
        throw new Unreachable("An answer that should be a " + type.getSimpleName() + " was empty", null);
    }

    @Override
    public void close() {
        http.close();
    }
}
