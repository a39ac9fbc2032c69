package io.orchestrator.worker.fake;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.orchestrator.protocol.Json;
import io.orchestrator.protocol.graph.BundleManifest;
import io.orchestrator.protocol.worker.Assignment;
import io.orchestrator.protocol.worker.Heartbeat;
import io.orchestrator.protocol.worker.LogChunks;
import io.orchestrator.protocol.worker.ProtocolError;
import io.orchestrator.protocol.worker.Register;
import io.orchestrator.protocol.worker.Report;
import io.orchestrator.protocol.worker.Reports;
import io.orchestrator.protocol.worker.ServerMessage;
import io.orchestrator.protocol.worker.Session;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The server's side of the protocol, in memory: accepts the first end of each attempt, and can be told to misbehave. */
public final class FakeServer implements AutoCloseable {

    public static final String WORKER_TOKEN = "worker-token";

    public final Seen<Register> registrations = new Seen<>("registrations");
    public final Seen<Heartbeat> heartbeats = new Seen<>("heartbeats");
    public final Seen<Report> received = new Seen<>("received reports");
    public final Seen<Report> applied = new Seen<>("applied reports");
    public final Seen<UUID> goodbyes = new Seen<>("goodbyes");
    public final FakeLogs logs = new FakeLogs();

    private final HttpServer http;
    private final long leaseMillis;
    private final long heartbeatMillis;
    private final Map<String, Path> jars = new ConcurrentHashMap<>();
    private final Map<String, BundleManifest> bundles = new ConcurrentHashMap<>();
    private final Map<UUID, List<Assignment.Input>> inputs = new ConcurrentHashMap<>();
    private final Set<UUID> stale = ConcurrentHashMap.newKeySet();
    private final Set<UUID> refused = ConcurrentHashMap.newKeySet();
    private final Set<UUID> ended = new HashSet<>();
    private final AtomicInteger answersToLose = new AtomicInteger();
    private volatile boolean unavailable;
    private volatile @Nullable UUID session;
    private volatile LinkedBlockingQueue<ServerMessage> messages = new LinkedBlockingQueue<>();

    public FakeServer(long leaseMillis, long heartbeatMillis) throws IOException {
        this.leaseMillis = leaseMillis;
        this.heartbeatMillis = heartbeatMillis;
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        http.createContext("/worker/v1/", this::handle);
        http.start();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
    }

    public void bundle(BundleManifest manifest, Map<String, Path> files) {
        bundles.put(manifest.build(), manifest);
        jars.putAll(files);
    }

    public void push(ServerMessage message) {
        messages.add(message);
    }

    public void keepInputs(UUID attempt, List<Assignment.Input> values) {
        inputs.put(attempt, values);
    }

    /** The answers to so many calls that report an end get lost after the reports were applied. */
    public void loseAnswersToEnds(int count) {
        answersToLose.set(count);
    }

    /** True: every call is answered with 503. */
    public void unavailable(boolean is) {
        unavailable = is;
    }

    /** From now on the session is not known any more. */
    public void forgetSession() {
        session = null;
        messages.add(new ServerMessage.Ping());
    }

    /** The attempt is not current any more. */
    public void supersede(UUID attempt) {
        stale.add(attempt);
    }

    /** Every batch with a success of this attempt is refused. */
    public void refuseSuccessOf(UUID attempt) {
        refused.add(attempt);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String[] path = exchange.getRequestURI().getPath().substring(11).split("/");
            if (unavailable) {
                answer(exchange, 503, new ProtocolError("bad_request", "The server is unavailable."));
            } else if (path[0].equals("sessions") && path.length == 1) {
                register(exchange);
            } else if (!("Bearer session-" + session)
                    .equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                answer(exchange, 410, new ProtocolError("session_over", "There is no such session."));
            } else {
                call(exchange, path);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void register(HttpExchange exchange) throws IOException {
        Register register = read(exchange, Register.class);
        if (!("Bearer " + WORKER_TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            answer(exchange, 401, new ProtocolError("unauthorized", "The worker token is not known."));
            return;
        }
        UUID id = UUID.randomUUID();
        session = id;
        messages = new LinkedBlockingQueue<>();
        answer(exchange, 200, new Session(id, 1, "session-" + id, leaseMillis, heartbeatMillis));
        registrations.add(register);
    }

    private void call(HttpExchange exchange, String[] path) throws IOException, InterruptedException {
        String what = path[0].equals("sessions") && path.length > 2 ? path[2] : path[0];
        switch (what) {
            case "messages" -> messages(exchange);
            case "heartbeat" -> heartbeat(exchange);
            case "reports" -> reports(exchange);
            case "logs" -> {
                logs.add(read(exchange, LogChunks.class));
                exchange.sendResponseHeaders(204, -1);
            }
            case "attempts" -> answer(exchange, 200, inputs.get(UUID.fromString(path[3])));
            case "bundles" -> answer(exchange, 200, bundles.get(path[1]));
            case "jars" -> jar(exchange, path[1]);
            default -> {
                goodbyes.add(UUID.fromString(path[1]));
                session = null;
                exchange.sendResponseHeaders(204, -1);
            }
        }
    }

    private void messages(HttpExchange exchange) throws IOException, InterruptedException {
        UUID mine = session;
        LinkedBlockingQueue<ServerMessage> queue = messages;
        exchange.sendResponseHeaders(200, 0);
        OutputStream out = exchange.getResponseBody();
        while (mine != null && mine.equals(session)) {
            ServerMessage next = queue.poll(200, TimeUnit.MILLISECONDS);
            out.write(Json.MAPPER.writeValueAsBytes(next == null ? new ServerMessage.Ping() : next));
            out.write('\n');
            out.flush();
        }
    }

    private void heartbeat(HttpExchange exchange) throws IOException {
        Heartbeat heartbeat = read(exchange, Heartbeat.class);
        heartbeats.add(heartbeat);
        List<UUID> stop = heartbeat.held().stream().filter(stale::contains).toList();
        answer(exchange, 200, new Heartbeat.Answer(leaseMillis, stop));
    }

    private void reports(HttpExchange exchange) throws IOException {
        List<Report> reports = read(exchange, Reports.class).reports();
        if (reports.stream().anyMatch(this::isRefused)) {
            answer(exchange, 400, new ProtocolError("bad_request", "The output is of no use."));
            return;
        }
        List<UUID> accepted = new ArrayList<>();
        List<UUID> notCurrent = new ArrayList<>();
        for (Report report : reports) {
            received.add(report);
            (stale.contains(report.attemptId()) ? notCurrent : accepted).add(report.attemptId());
            apply(report);
        }
        boolean end = reports.stream().anyMatch(report -> !(report instanceof Report.Started));
        if (!end || answersToLose.getAndUpdate(left -> Math.max(0, left - 1)) == 0) {
            answer(exchange, 200, new Reports.Answer(accepted, notCurrent));
        }
    }

    private boolean isRefused(Report report) {
        return report instanceof Report.Succeeded && refused.contains(report.attemptId());
    }

    private synchronized void apply(Report report) {
        boolean fresh = !stale.contains(report.attemptId()) && !ended.contains(report.attemptId());
        if (fresh && !(report instanceof Report.Started)) {
            ended.add(report.attemptId());
            applied.add(report);
        }
    }

    private void jar(HttpExchange exchange, String sha256) throws IOException {
        Path file = jars.get(sha256);
        exchange.sendResponseHeaders(200, Files.size(file));
        Files.copy(file, exchange.getResponseBody());
    }

    private static <T> T read(HttpExchange exchange, Class<T> type) throws IOException {
        return Json.MAPPER.readValue(exchange.getRequestBody().readAllBytes(), type);
    }

    private static void answer(HttpExchange exchange, int status, @Nullable Object body) throws IOException {
        byte[] json = Json.MAPPER.writeValueAsBytes(body);
        exchange.sendResponseHeaders(status, json.length);
        exchange.getResponseBody().write(json);
    }

    @Override
    public void close() {
        session = null;
        http.stop(0);
    }
}
