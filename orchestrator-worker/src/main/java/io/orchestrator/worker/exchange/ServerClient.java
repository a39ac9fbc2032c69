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
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** Every call of the worker protocol at one server, one method each. Thread-safe; each call blocks and has a time limit. */
public final class ServerClient {

    private static final String SESSIONS = "/worker/v1/sessions";

    private final URI url;
    private final HttpCalls http;
    private final Duration limit;
    private volatile boolean reachable = true;

    /**
     * @param url the server's root
     * @param limit the longest that one call may take
     */
    ServerClient(URI url, HttpCalls http, Duration limit) {
        this.url = url;
        this.http = http;
        this.limit = limit;
    }

    /** Scheme, host and port, in the one way of writing them. */
    static URI root(URI url) {
        return url.resolve("/");
    }

    URI url() {
        return url;
    }

    /** False: the last call had no answer. */
    public boolean isReachable() {
        return reachable;
    }

    /** Asks for a session with the worker's own token. */
    public Session register(Register register, String workerToken)
            throws SessionOver, Refused, Unreachable, InterruptedException {
        Call call = new Call(url, "POST", SESSIONS, workerToken, register, limit);
        return read(answered(() -> http.send(call)), Session.class);
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

    /** Sends pieces of attempts' logs; true once they are stored. */
    public boolean logs(LiveSession session, LogChunks chunks)
            throws SessionOver, Refused, Unreachable, InterruptedException {
        call("POST", session, "/logs", chunks, limit);
        return true;
    }

    /** The arguments of an attempt whose assignment came without them. */
    public List<Assignment.Input> inputs(LiveSession session, UUID attemptId, String dagId)
            throws SessionOver, Refused, Unreachable, InterruptedException {
        String dag = URLEncoder.encode(dagId, StandardCharsets.UTF_8);
        byte[] body = call("GET", session, "/attempts/" + attemptId + "/inputs?dag=" + dag, null, limit);
        return List.of(read(body, Assignment.Input[].class));
    }

    /** Which jars a bundle build has. */
    public BundleManifest bundle(LiveSession session, String build)
            throws SessionOver, Refused, Unreachable, InterruptedException {
        Call call = new Call(url, "GET", "/worker/v1/bundles/" + build, session.token(), null, limit);
        return read(sessionCall(() -> http.send(call)), BundleManifest.class);
    }

    /** A jar's bytes as they come. The caller closes the stream. */
    public InputStream jar(LiveSession session, String sha256)
            throws SessionOver, Refused, Unreachable, InterruptedException {
        Call call = new Call(url, "GET", "/worker/v1/jars/" + sha256, session.token(), null, limit);
        return sessionCall(() -> http.open(call));
    }

    /** The held connection's bytes as they come. The caller closes the stream. */
    InputStream messages(LiveSession session) throws SessionOver, Refused, Unreachable, InterruptedException {
        Call call = new Call(url, "GET", SESSIONS + "/" + session.id() + "/messages", session.token(), null, limit);
        return sessionCall(() -> http.open(call));
    }

    /** Ends the session in order; true once it is over. */
    public boolean end(LiveSession session) throws SessionOver, Refused, Unreachable, InterruptedException {
        call("DELETE", session, "", null, limit);
        return true;
    }

    private byte[] call(String method, LiveSession session, String path, @Nullable Object body, Duration atMost)
            throws SessionOver, Refused, Unreachable, InterruptedException {
        Call call = new Call(url, method, SESSIONS + "/" + session.id() + path, session.token(), body, atMost);
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
    private <T> T sessionCall(Exchange<T> exchange) throws SessionOver, Refused, Unreachable, InterruptedException {
        try {
            return answered(exchange);
        } catch (Refused e) {
            if (e.code().equals("unauthorized")) {
                throw new SessionOver("The server does not know this session's token: " + e.getMessage());
            }
            throw e;
        }
    }

    private <T> T answered(Exchange<T> exchange) throws SessionOver, Refused, Unreachable, InterruptedException {
        try {
            T answer = exchange.run();
            reachable = true;
            return answer;
        } catch (Refused | SessionOver e) {
            reachable = true;
            throw e;
        } catch (Unreachable e) {
            reachable = false;
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
    public String toString() {
        return url.toString();
    }
}
