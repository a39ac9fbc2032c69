package io.orchestrator.worker.exchange;

import io.orchestrator.protocol.Json;
import io.orchestrator.protocol.graph.BundleManifest;
import io.orchestrator.protocol.worker.Assignment;
import io.orchestrator.protocol.worker.Heartbeat;
import io.orchestrator.protocol.worker.LogChunks;
import io.orchestrator.protocol.worker.ProtocolError;
import io.orchestrator.protocol.worker.Register;
import io.orchestrator.protocol.worker.Reports;
import io.orchestrator.protocol.worker.ServerLine;
import io.orchestrator.protocol.worker.Session;
import io.orchestrator.protocol.worker.WorkerCall;
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
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * Every call of the worker protocol at one server, one method each. Heartbeats and reports go over the link that {@link Messages}
 * holds open, all else is single requests. Thread-safe; each call blocks and has a time limit.
 */
public final class ServerClient {

    private static final String SESSIONS = "/worker/v1/sessions";

    private final URI url;
    private final HttpCalls http;
    private final Duration limit;
    private final Wire wire = new Wire();
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
        ServerLine.Reply reply = linkCall(session, number -> new WorkerCall.Beat(number, heartbeat));
        return reply instanceof ServerLine.Beaten beaten ? beaten.answer() : unexpected(reply);
    }

    /** Sends a batch of reports; the answer means that they are durable. */
    public Reports.Answer report(LiveSession session, Reports reports)
            throws SessionOver, Refused, Unreachable, InterruptedException {
        ServerLine.Reply reply = linkCall(session, number -> new WorkerCall.TakeReports(number, reports));
        return reply instanceof ServerLine.Taken taken ? taken.answer() : unexpected(reply);
    }

    private static <T> T unexpected(ServerLine.Reply reply) throws Unreachable {
        throw new Unreachable(
                "The answer was a " + reply.getClass().getSimpleName() + ", which does not answer the call", null);
    }

    private ServerLine.Reply linkCall(LiveSession session, LongFunction<WorkerCall> call)
            throws SessionOver, Refused, Unreachable, InterruptedException {
        Duration atMost = limitOf(session);
        return answered(() -> {
            ServerLine.Reply reply = wire.await(atMost).call(call, atMost);
            if (reply instanceof ServerLine.Refused refused) {
                throw refusal(refused.error());
            }
            return reply;
        });
    }

    private static Refused refusal(ProtocolError error) throws SessionOver, Unreachable {
        return switch (error.code()) {
            case "session_over" -> throw new SessionOver(error.message());
            case "unavailable" -> throw new Unreachable(error.message(), null);
            default -> new Refused(error.code(), error.message());
        };
    }

    /** Sends pieces of attempts' logs; true once they are stored. */
    public boolean logs(LiveSession session, LogChunks chunks)
            throws SessionOver, Refused, Unreachable, InterruptedException {
        call("POST", session, "/logs", chunks);
        return true;
    }

    /** The arguments of an attempt whose assignment came without them. */
    public List<Assignment.Input> inputs(LiveSession session, UUID attemptId, String dagId)
            throws SessionOver, Refused, Unreachable, InterruptedException {
        String dag = URLEncoder.encode(dagId, StandardCharsets.UTF_8);
        byte[] body = call("GET", session, "/attempts/" + attemptId + "/inputs?dag=" + dag, null);
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

    /** Begins the session's link, over which heartbeats and reports go from then on. The caller closes it. */
    Conversation converse(LiveSession session, Duration silence)
            throws SessionOver, Refused, Unreachable, InterruptedException {
        String path = SESSIONS + "/" + session.id() + "/link";
        Call call = new Call(url, "GET", path, session.token(), null, limit);
        try {
            return sessionCall(() -> {
                Conversation begun = new Conversation(HttpCalls.link(call, silence));
                wire.begin(begun);
                return begun;
            });
        } catch (SessionOver | Refused | Unreachable e) {
            wire.end(String.valueOf(e.getMessage()));
            throw e;
        }
    }

    /** The link has ended, or did not come about. */
    void silent() {
        wire.end("the last one ended");
    }

    /** Ends the link that is under way, if there is one. */
    public void hangUp() {
        wire.hangUp();
    }

    /** Ends the session in order; true once it is over. */
    public boolean end(LiveSession session) throws SessionOver, Refused, Unreachable, InterruptedException {
        call("DELETE", session, "", null);
        return true;
    }

    private byte[] call(String method, LiveSession session, String path, @Nullable Object body)
            throws SessionOver, Refused, Unreachable, InterruptedException {
        Call call = new Call(url, method, SESSIONS + "/" + session.id() + path, session.token(), body, limit);
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
