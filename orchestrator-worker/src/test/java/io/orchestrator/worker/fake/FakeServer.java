package io.orchestrator.worker.fake;

import io.orchestrator.protocol.Json;
import io.orchestrator.protocol.graph.BundleManifest;
import io.orchestrator.protocol.lines.LineReader;
import io.orchestrator.protocol.worker.Assignment;
import io.orchestrator.protocol.worker.Heartbeat;
import io.orchestrator.protocol.worker.LogChunks;
import io.orchestrator.protocol.worker.ProtocolError;
import io.orchestrator.protocol.worker.Register;
import io.orchestrator.protocol.worker.Report;
import io.orchestrator.protocol.worker.Reports;
import io.orchestrator.protocol.worker.ServerAddress;
import io.orchestrator.protocol.worker.ServerLine;
import io.orchestrator.protocol.worker.ServerMessage;
import io.orchestrator.protocol.worker.Session;
import io.orchestrator.protocol.worker.WorkerCall;
import io.orchestrator.worker.fake.FakeHttp.Exchange;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The server's side of the protocol, in memory: accepts the first end of each attempt, and can be told to misbehave. Several
 * share what they know; what is public says whether it is all servers' or this one's.
 */
public final class FakeServer implements AutoCloseable {

    public static final String WORKER_TOKEN = "worker-token";

    private static final ProtocolError UNAVAILABLE = new ProtocolError("unavailable", "The server is unavailable.");
    private static final ProtocolError OVER = new ProtocolError("session_over", "There is no such session.");

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
    public final Seen<UUID> connections = new Seen<>("links at this server");

    private final FakeCluster cluster;
    private final FakeHttp http;
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
        http = new FakeHttp(port, this::handle);
        address = new ServerAddress(UUID.randomUUID(), url().toString());
        cluster.live.add(address);
    }

    /** One more server of the same cluster. */
    public FakeServer another() throws IOException {
        return new FakeServer(cluster, 0);
    }

    /** The same server after a crash: another process at the same address. */
    public FakeServer again() throws IOException {
        return new FakeServer(cluster, http.port());
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + http.port());
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

    private void handle(Exchange exchange) throws IOException {
        String[] path = exchange.uri.getPath().substring(11).split("/");
        if (unavailable) {
            exchange.answer(503, UNAVAILABLE);
        } else if (path[0].equals("sessions") && path.length == 1) {
            register(exchange);
        } else if (!exchange.shows("session-" + cluster.session)) {
            exchange.answer(410, OVER);
        } else {
            call(exchange, path);
        }
    }

    private void register(Exchange exchange) throws IOException {
        Register register = exchange.read(Register.class);
        if (!exchange.shows(WORKER_TOKEN)) {
            exchange.answer(401, new ProtocolError("unauthorized", "The worker token is not known."));
            return;
        }
        UUID id = UUID.randomUUID();
        cluster.session = id;
        messages = new LinkedBlockingQueue<>();
        exchange.answer(
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

    private void call(Exchange exchange, String[] path) throws IOException {
        String what = path[0].equals("sessions") && path.length > 2 ? path[2] : path[0];
        switch (what) {
            case "link" -> link(exchange);
            case "logs" -> {
                logs.add(exchange.read(LogChunks.class));
                exchange.answer(204, new byte[0]);
            }
            case "attempts" -> inputs(exchange, UUID.fromString(path[3]));
            case "bundles" -> exchange.answer(200, cluster.bundles.get(path[1]));
            case "jars" -> exchange.answer(200, Files.readAllBytes(cluster.jars.get(path[1])));
            default -> {
                goodbyes.add(UUID.fromString(path[1]));
                cluster.session = null;
                exchange.answer(204, new byte[0]);
            }
        }
    }

    private void link(Exchange exchange) throws IOException {
        UUID mine = cluster.session;
        LineReader calls = exchange.upgrade();
        Thread pushing = Thread.ofVirtual().start(() -> push(exchange, mine, messages));
        try {
            for (LineReader.Line line = calls.next(); line != null; line = calls.next()) {
                WorkerCall call = Json.MAPPER.readValue(line.bytes(), WorkerCall.class);
                ServerLine reply = unavailable
                        ? new ServerLine.Refused(call.call(), UNAVAILABLE)
                        : mine == null || !mine.equals(cluster.session)
                                ? new ServerLine.Refused(call.call(), OVER)
                                : answer(call);
                if (reply != null) {
                    exchange.write(reply);
                }
            }
        } finally {
            pushing.interrupt();
        }
    }

    private void push(Exchange exchange, @Nullable UUID mine, LinkedBlockingQueue<ServerMessage> queue) {
        try {
            while (mine != null && mine.equals(cluster.session)) {
                connections.add(mine);
                ServerMessage next = queue.poll(200, TimeUnit.MILLISECONDS);
                exchange.write(new ServerLine.Push(next == null ? new ServerMessage.Ping() : next));
            }
        } catch (IOException | InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    /** Null: the answer gets lost. */
    private @Nullable ServerLine answer(WorkerCall call) {
        return switch (call) {
            case WorkerCall.Beat beat -> new ServerLine.Beaten(beat.call(), heartbeat(beat.heartbeat()));
            case WorkerCall.TakeReports take -> reports(take.call(), take.reports());
        };
    }

    private Heartbeat.Answer heartbeat(Heartbeat heartbeat) {
        heartbeats.add(heartbeat);
        beatsHere.add(heartbeat);
        List<UUID> owned = new ArrayList<>();
        List<UUID> stop = new ArrayList<>();
        for (Heartbeat.Held held : heartbeat.held()) {
            if (cluster.owns(this, held.dagId())) {
                (cluster.stale.contains(held.attemptId()) ? stop : owned).add(held.attemptId());
            }
        }
        return new Heartbeat.Answer(cluster.leaseMillis, stop, owned, wants, List.copyOf(cluster.live), 1);
    }

    private @Nullable ServerLine reports(long call, Reports reports) {
        callsHere.add(reports);
        if (reports.reports().stream().anyMatch(entry -> cluster.isRefused(entry.report()))) {
            return new ServerLine.Refused(call, new ProtocolError("bad_request", "The output is of no use."));
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
        boolean lost = end && cluster.answersToLose.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
        return lost ? null : new ServerLine.Taken(call, new Reports.Answer(accepted, notCurrent, notHere, wants));
    }

    private void inputs(Exchange exchange, UUID attempt) throws IOException {
        String query = String.valueOf(exchange.uri.getQuery());
        if (query.startsWith("dag=") && cluster.owns(this, query.substring(4))) {
            exchange.answer(200, cluster.inputs.get(attempt));
        } else {
            elsewhere.add(attempt);
            exchange.answer(409, new ProtocolError("elsewhere", "Another server owns " + query + "."));
        }
    }

    /** Whether this server had to say that it does not know an attempt's inputs. */
    public boolean hasSentElsewhere(UUID attempt) {
        return elsewhere.contains(attempt);
    }

    /** Breaks every connection at once; nobody listens any more, and nobody is told of this server. */
    public void crash() {
        unlist();
        http.stop();
    }

    @Override
    public void close() {
        cluster.session = null;
        http.stop();
    }
}
