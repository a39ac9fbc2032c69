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
import io.orchestrator.protocol.worker.ServerAddress;
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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The server's side of the protocol, in memory: accepts the first end of each attempt, and can be told to misbehave. Several
 * share what they know; what is public says whether it is all servers' or this one's.
 */
public final class FakeServer implements AutoCloseable {

    public static final String WORKER_TOKEN = "worker-token";

    // All servers'.
    public final Seen<Register> registrations;
    public final Seen<Heartbeat> heartbeats;
    public final Seen<Report> received;
    public final Seen<Report> applied;
    public final Seen<UUID> goodbyes;
    public final FakeLogs logs;

    // This one's.
    public final Seen<Heartbeat> beatsHere = new Seen<>("heartbeats at this server");
    public final Seen<Reports> callsHere = new Seen<>("calls with reports at this server");
    public final Seen<UUID> connections = new Seen<>("message connections at this server");

    private final FakeCluster cluster;
    private final HttpServer http;
    private final ServerAddress address;
    private final Set<UUID> elsewhere = ConcurrentHashMap.newKeySet();
    private volatile boolean unavailable;
    private volatile boolean wants;
    private volatile LinkedBlockingQueue<ServerMessage> messages = new LinkedBlockingQueue<>();

    /** The first server of its cluster. */
    public FakeServer(long leaseMillis, long heartbeatMillis) throws IOException {
        this(new FakeCluster(leaseMillis, heartbeatMillis), 0);
    }

    private FakeServer(FakeCluster cluster, int port) throws IOException {
        this.cluster = cluster;
        registrations = cluster.registrations;
        heartbeats = cluster.heartbeats;
        received = cluster.received;
        applied = cluster.applied;
        goodbyes = cluster.goodbyes;
        logs = cluster.logs;
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 50);
        http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        http.createContext("/worker/v1/", this::handle);
        http.start();
        address = new ServerAddress(UUID.randomUUID(), url().toString());
        cluster.live.add(address);
    }

    /** One more server of the same cluster. */
    public FakeServer another() throws IOException {
        return new FakeServer(cluster, 0);
    }

    /** The same server after a crash: another process at the same address. */
    public FakeServer again() throws IOException {
        return new FakeServer(cluster, http.getAddress().getPort());
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
    }

    public void bundle(BundleManifest manifest, Map<String, Path> files) {
        cluster.bundles.put(manifest.build(), manifest);
        cluster.jars.putAll(files);
    }

    public void push(ServerMessage message) {
        messages.add(message);
    }

    public void keepInputs(UUID attempt, List<Assignment.Input> values) {
        cluster.inputs.put(attempt, values);
    }

    /** From now on this server decides on the DAG. */
    public void own(String dag) {
        cluster.own(this, dag);
    }

    /** Whether there is more work than credit. */
    public void wants(boolean more) {
        wants = more;
    }

    /** Whoever asks is told of another address than the one that answers. */
    public void advertise(String url) {
        cluster.live.remove(address);
        cluster.live.add(new ServerAddress(address.serverId(), url));
    }

    /** Nobody is told of this server any more, although it answers. */
    public void unlist() {
        cluster.live.remove(address);
    }

    /** The answers to so many calls that report an end get lost after the reports were applied. */
    public void loseAnswersToEnds(int count) {
        cluster.answersToLose.set(count);
    }

    /** Whether this server answers every call with 503. */
    public void unavailable(boolean is) {
        unavailable = is;
    }

    /** From now on the session is not known any more. */
    public void forgetSession() {
        cluster.session = null;
        messages.add(new ServerMessage.Ping());
    }

    /** The attempt is not current any more. */
    public void supersede(UUID attempt) {
        cluster.stale.add(attempt);
    }

    /** Every batch with a success of this attempt is refused. */
    public void refuseSuccessOf(UUID attempt) {
        cluster.refused.add(attempt);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String[] path = exchange.getRequestURI().getPath().substring(11).split("/");
            if (unavailable) {
                answer(exchange, 503, new ProtocolError("unavailable", "The server is unavailable."));
            } else if (path[0].equals("sessions") && path.length == 1) {
                register(exchange);
            } else if (!("Bearer session-" + cluster.session)
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
        cluster.session = id;
        messages = new LinkedBlockingQueue<>();
        answer(
                exchange,
                200,
                new Session(
                        id,
                        1,
                        "session-" + id,
                        cluster.leaseMillis,
                        cluster.heartbeatMillis,
                        List.copyOf(cluster.live)));
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
            case "attempts" -> inputs(exchange, UUID.fromString(path[3]));
            case "bundles" -> answer(exchange, 200, cluster.bundles.get(path[1]));
            case "jars" -> jar(exchange, path[1]);
            default -> {
                goodbyes.add(UUID.fromString(path[1]));
                cluster.session = null;
                exchange.sendResponseHeaders(204, -1);
            }
        }
    }

    private void messages(HttpExchange exchange) throws IOException, InterruptedException {
        UUID mine = cluster.session;
        LinkedBlockingQueue<ServerMessage> queue = messages;
        exchange.sendResponseHeaders(200, 0);
        OutputStream out = exchange.getResponseBody();
        while (mine != null && mine.equals(cluster.session)) {
            connections.add(mine);
            ServerMessage next = queue.poll(200, TimeUnit.MILLISECONDS);
            out.write(Json.MAPPER.writeValueAsBytes(next == null ? new ServerMessage.Ping() : next));
            out.write('\n');
            out.flush();
        }
    }

    private void heartbeat(HttpExchange exchange) throws IOException {
        Heartbeat heartbeat = read(exchange, Heartbeat.class);
        heartbeats.add(heartbeat);
        beatsHere.add(heartbeat);
        List<UUID> owned = new ArrayList<>();
        List<UUID> stop = new ArrayList<>();
        for (Heartbeat.Held held : heartbeat.held()) {
            if (cluster.owns(this, held.dagId())) {
                (cluster.stale.contains(held.attemptId()) ? stop : owned).add(held.attemptId());
            }
        }
        answer(
                exchange,
                200,
                new Heartbeat.Answer(cluster.leaseMillis, stop, owned, wants, List.copyOf(cluster.live), 1));
    }

    private void reports(HttpExchange exchange) throws IOException {
        Reports reports = read(exchange, Reports.class);
        callsHere.add(reports);
        if (reports.reports().stream().anyMatch(entry -> cluster.isRefused(entry.report()))) {
            answer(exchange, 400, new ProtocolError("bad_request", "The output is of no use."));
            return;
        }
        List<UUID> accepted = new ArrayList<>();
        List<UUID> notCurrent = new ArrayList<>();
        List<UUID> notHere = new ArrayList<>();
        boolean end = false;
        for (Reports.Entry entry : reports.reports()) {
            UUID attempt = entry.report().attemptId();
            if (!cluster.owns(this, entry.dagId())) {
                notHere.add(attempt);
                continue;
            }
            received.add(entry.report());
            (cluster.stale.contains(attempt) ? notCurrent : accepted).add(attempt);
            cluster.apply(entry.report());
            end |= !(entry.report() instanceof Report.Started);
        }
        if (!end || cluster.answersToLose.getAndUpdate(left -> Math.max(0, left - 1)) == 0) {
            answer(exchange, 200, new Reports.Answer(accepted, notCurrent, notHere, wants));
        }
    }

    private void inputs(HttpExchange exchange, UUID attempt) throws IOException {
        String query = String.valueOf(exchange.getRequestURI().getQuery());
        if (query.startsWith("dag=") && cluster.owns(this, query.substring(4))) {
            answer(exchange, 200, cluster.inputs.get(attempt));
        } else {
            elsewhere.add(attempt);
            answer(exchange, 409, new ProtocolError("elsewhere", "Another server owns " + query + "."));
        }
    }

    /** Whether this server had to say that it does not know an attempt's inputs. */
    public boolean hasSentElsewhere(UUID attempt) {
        return elsewhere.contains(attempt);
    }

    private void jar(HttpExchange exchange, String sha256) throws IOException {
        Path file = cluster.jars.get(sha256);
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

    /** Breaks every connection at once; nobody listens any more, and nobody is told of this server. */
    public void crash() {
        unlist();
        http.stop(0);
    }

    @Override
    public void close() {
        cluster.session = null;
        http.stop(0);
    }
}
