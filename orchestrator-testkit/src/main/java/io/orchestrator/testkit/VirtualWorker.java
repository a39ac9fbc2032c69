package io.orchestrator.testkit;

import io.orchestrator.core.engine.Command;
import io.orchestrator.protocol.worker.Assignment;
import io.orchestrator.protocol.worker.Heartbeat;
import io.orchestrator.protocol.worker.Register;
import io.orchestrator.protocol.worker.Report;
import io.orchestrator.protocol.worker.Reports;
import io.orchestrator.protocol.worker.ServerMessage;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** A worker, by the rules of the protocol, as far as a test of DAGs needs them. */
final class VirtualWorker {

    private static final Duration BEFORE_NEXT_TRY = Duration.ofSeconds(5);

    private final Cluster cluster;
    private final Part.Play play;
    private final String name;
    private final UUID session;
    private final Register register;
    private final Map<UUID, Assignment> held = new LinkedHashMap<>();
    private final Deque<Assignment> waiting = new ArrayDeque<>();
    private final Set<UUID> running = new HashSet<>();
    private final Map<UUID, List<Reports.Entry>> unsaid = new LinkedHashMap<>();
    private boolean dead;

    VirtualWorker(
            Cluster cluster, Part.Play play, int number, List<String> queues, List<String> capabilities, int slots) {
        this.cluster = cluster;
        this.play = play;
        this.name = "worker-" + number;
        this.session = new UUID(0, number);
        this.register = new Register(List.of(1), name, "test", number, "test", queues, capabilities, slots, 0);
    }

    String name() {
        return name;
    }

    UUID session() {
        return session;
    }

    boolean isDead() {
        return dead;
    }

    Command.OpenSession registration() {
        return new Command.OpenSession(session, register, 1, name);
    }

    Command.Beat heartbeat() {
        List<Heartbeat.Held> attempts = held.values().stream()
                .map(assignment -> new Heartbeat.Held(assignment.attemptId(), assignment.dagId()))
                .toList();
        return new Command.Beat(session, new Heartbeat(attempts, false, register.slots()));
    }

    /** Kill -9, with everything that it runs. */
    void die() {
        dead = true;
    }

    void receive(ServerMessage message) {
        switch (message) {
            case ServerMessage.Assign assign -> assign(assign.assignment());
            case ServerMessage.Stop stop -> stop(stop.attemptId());
            case ServerMessage.Recall recall -> handBack(recall.attemptId());
            case ServerMessage.Ping ping -> {}
            case ServerMessage.End end -> cluster.replace(this);
        }
    }

    private void assign(Assignment assignment) {
        if (!dead && held.putIfAbsent(assignment.attemptId(), assignment) == null) {
            waiting.add(assignment);
            cluster.soon(this::fill);
        }
    }

    private void fill() {
        while (!dead && running.size() < register.slots() && !waiting.isEmpty()) {
            Assignment next = waiting.remove();
            if (held.containsKey(next.attemptId())) {
                running.add(next.attemptId());
                begin(next);
            }
        }
    }

    private void begin(Assignment assignment) {
        Part part = play.begin(assignment, () -> whole(assignment));
        cluster.tell(name, "begins " + Names.of(assignment));
        say(assignment, new Report.Started(assignment.attemptId()));
        if (part.takes().isZero()) {
            end(assignment, part);
        } else {
            send();
            cluster.later(part.takes(), () -> end(assignment, part));
        }
    }

    private Assignment whole(Assignment assignment) {
        return assignment.inputs() != null
                ? assignment
                : assignment.withInputs(
                        cluster.ask(new Command.FetchInputs(session, assignment.dagId(), assignment.attemptId())));
    }

    private void end(Assignment assignment, Part part) {
        if (dead || !running.contains(assignment.attemptId())) {
            return;
        }
        switch (part.fault()) {
            case WORKER_DIES -> {
                send();
                cluster.killWorker(this);
            }
            case SERVER_DIES -> {
                send();
                cluster.killServer();
                finish(assignment, part.report());
            }
            case REPLY_LOST -> {
                say(assignment, part.report());
                cluster.tell(name, "does not hear that its report on " + Names.of(assignment) + " came in");
                cluster.ask(reports());
                done(assignment.attemptId());
                cluster.later(BEFORE_NEXT_TRY, this::send);
            }
            case NONE -> finish(assignment, part.report());
        }
    }

    private void finish(Assignment assignment, Report report) {
        cluster.tell(name, "reports on " + Names.of(assignment) + ": " + Names.of(report));
        say(assignment, report);
        done(assignment.attemptId());
        send();
    }

    private void say(Assignment assignment, Report report) {
        unsaid.computeIfAbsent(assignment.attemptId(), first -> new ArrayList<>())
                .add(new Reports.Entry(assignment.dagId(), report));
    }

    private void done(UUID attemptId) {
        running.remove(attemptId);
        cluster.soon(this::fill);
    }

    private Command.TakeReports reports() {
        List<Reports.Entry> entries =
                unsaid.values().stream().flatMap(List::stream).toList();
        return new Command.TakeReports(session, new Reports(entries, register.slots()));
    }

    /** Says what no server has acknowledged yet, if there is one. */
    void send() {
        if (dead || unsaid.isEmpty() || !cluster.hasServer()) {
            return;
        }
        Reports.Answer answer = cluster.ask(reports());
        answer.accepted().forEach(this::settled);
        answer.stale().forEach(this::forget);
        if (!answer.elsewhere().isEmpty()) {
            cluster.later(BEFORE_NEXT_TRY, this::send);
        }
    }

    /** What was said of it is durable. */
    private void settled(UUID attemptId) {
        unsaid.remove(attemptId);
        if (!running.contains(attemptId)) {
            held.remove(attemptId);
        }
    }

    private void stop(UUID attemptId) {
        Assignment assignment = held.get(attemptId);
        if (!dead && assignment != null && !unsaidEnd(attemptId)) {
            waiting.remove(assignment);
            cluster.soon(() -> finish(assignment, new Report.Stopped(attemptId)));
        }
    }

    private boolean unsaidEnd(UUID attemptId) {
        return unsaid.getOrDefault(attemptId, List.of()).stream()
                .anyMatch(entry -> !(entry.report() instanceof Report.Started));
    }

    private void handBack(UUID attemptId) {
        Assignment assignment = held.get(attemptId);
        if (!dead && assignment != null && waiting.remove(assignment)) {
            cluster.soon(() -> finish(assignment, new Report.HandedBack(attemptId, "it was asked for")));
        }
    }

    /** A heartbeat was answered. */
    void heard(Heartbeat.Answer answer) {
        answer.stop().forEach(this::forget);
    }

    private void forget(UUID attemptId) {
        unsaid.remove(attemptId);
        running.remove(attemptId);
        held.remove(attemptId);
        cluster.soon(this::fill);
    }
}
