package io.orchestrator.core.engine;

import io.orchestrator.core.engine.memory.MemoryEngineStore;
import io.orchestrator.core.run.DagRun;
import io.orchestrator.core.run.RunType;
import io.orchestrator.core.server.ServerRecord;
import io.orchestrator.protocol.graph.BundleDescription;
import io.orchestrator.protocol.graph.BundleDescription.DescribedDag;
import io.orchestrator.protocol.graph.BundleManifest;
import io.orchestrator.protocol.graph.DagGraph;
import io.orchestrator.protocol.worker.Assignment;
import io.orchestrator.protocol.worker.Heartbeat;
import io.orchestrator.protocol.worker.Register;
import io.orchestrator.protocol.worker.Report;
import io.orchestrator.protocol.worker.Reports;
import io.orchestrator.protocol.worker.ServerMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/** Several servers on one store in memory, with one worker that talks to all of them. */
final class ServersBench {

    static final UUID SESSION = new UUID(7, 7);

    final EngineBench.TestClock clock = new EngineBench.TestClock(Instant.parse("2026-01-01T00:00:00Z"));
    final MemoryEngineStore store = new MemoryEngineStore(clock);
    final List<EngineLoop> servers = new ArrayList<>();
    final Map<UUID, Assignment> assigned = new LinkedHashMap<>();
    final Map<UUID, EngineLoop> assignedBy = new LinkedHashMap<>();
    final List<UUID> recalled = new ArrayList<>();

    /** Another server, which has had its first turn. */
    EngineLoop server() {
        int number = servers.size();
        EngineLoop[] self = new EngineLoop[1];
        self[0] = new EngineLoop(
                store,
                (session, message) -> push(self[0], message),
                (runs, nextDue) -> {},
                new ServerRecord(
                        new UUID(0, 0), "http://server" + number, "p", number, "test", ServerRecord.State.LIVE),
                server -> false,
                EngineSettings.DEFAULT,
                new RandomIds(new Random(number)),
                clock);
        servers.add(self[0]);
        self[0].reload(clock.instant());
        self[0].turn(clock.instant());
        return self[0];
    }

    private void push(EngineLoop server, ServerMessage message) {
        if (message instanceof ServerMessage.Assign assign) {
            assigned.put(assign.assignment().attemptId(), assign.assignment());
            assignedBy.put(assign.assignment().attemptId(), server);
        } else if (message instanceof ServerMessage.Recall recall) {
            recalled.add(recall.attemptId());
        }
    }

    /** Lets time pass in steps of a second; each of these servers has its turns. */
    void passes(Duration time, EngineLoop... alive) {
        for (long second = 0; second < time.toSeconds(); second++) {
            clock.advance(Duration.ofSeconds(1));
            for (EngineLoop server : alive) {
                turn(server);
            }
        }
    }

    void turn(EngineLoop server) {
        if (server.isServing() || server.reload(clock.instant())) {
            server.turn(clock.instant());
        }
    }

    <R> CompletableFuture<R> ask(EngineLoop server, Command<R> command) {
        CompletableFuture<R> answer = server.submit(command);
        for (int turn = 0; turn < 4 && !answer.isDone(); turn++) {
            turn(server);
        }
        return answer;
    }

    void deploy(EngineLoop server, DagGraph... graphs) {
        List<DescribedDag> dags = Arrays.stream(graphs)
                .map(graph -> new DescribedDag("example." + graph.dagId(), graph))
                .toList();
        ask(
                        server,
                        new Command.Deploy(
                                new BundleManifest("b", "b1", List.of()), new BundleDescription(dags, List.of())))
                .join();
    }

    /** The worker registers at one server and beats at all. */
    void worker(int slots, int prefetch, EngineLoop... all) {
        ask(
                        all[0],
                        new Command.OpenSession(
                                SESSION,
                                new Register(
                                        List.of(1), "w", "h", 1, "t", List.of("default"), List.of(), slots, prefetch),
                                1,
                                "hash"))
                .join();
        for (EngineLoop server : all) {
            beat(server, slots + prefetch);
        }
    }

    Heartbeat.Answer beat(EngineLoop server, int credit) {
        List<Heartbeat.Held> held = assigned.values().stream()
                .map(assignment -> new Heartbeat.Held(assignment.attemptId(), assignment.dagId()))
                .toList();
        return ask(server, new Command.Beat(SESSION, new Heartbeat(held, false, credit)))
                .join();
    }

    CompletableFuture<Command.Triggered> trigger(EngineLoop server, String dagId, @Nullable String runId) {
        return ask(
                server,
                new Command.Trigger(
                        dagId,
                        runId,
                        RunType.MANUAL,
                        null,
                        null,
                        null,
                        JsonNodeFactory.instance.objectNode(),
                        null,
                        "anna"));
    }

    Reports.Answer report(EngineLoop server, String dagId, Report... reports) {
        List<Reports.Entry> entries = Arrays.stream(reports)
                .map(report -> new Reports.Entry(dagId, report))
                .toList();
        return ask(server, new Command.TakeReports(SESSION, new Reports(entries, 10)))
                .join();
    }

    Reports.Answer succeed(EngineLoop server, Assignment assignment) {
        Reports.Answer answer = report(
                server,
                assignment.dagId(),
                new Report.Started(assignment.attemptId()),
                new Report.Succeeded(assignment.attemptId(), null));
        if (answer.elsewhere().isEmpty()) {
            assigned.remove(assignment.attemptId());
        }
        return answer;
    }

    String owner(String dagId) {
        UUID owner = store.dags(0).stream()
                .filter(dag -> dag.dag().dagId().equals(dagId))
                .findFirst()
                .orElseThrow()
                .owner();
        return servers.stream()
                .filter(server -> server.serverId().equals(owner))
                .map(server -> "server" + servers.indexOf(server))
                .findFirst()
                .orElse("nobody");
    }

    DagRun run(DagRun run) {
        return store.findRun(run.dagId(), run.runId()).orElseThrow();
    }
}
