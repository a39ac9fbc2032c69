package io.orchestrator.core.engine;

import io.orchestrator.core.engine.memory.Faults;
import io.orchestrator.core.engine.memory.MemoryEngineStore;
import io.orchestrator.core.run.DagRun;
import io.orchestrator.core.run.RunType;
import io.orchestrator.core.server.ServerRecord;
import io.orchestrator.core.task.TaskInstance;
import io.orchestrator.protocol.graph.BundleDescription;
import io.orchestrator.protocol.graph.BundleDescription.DescribedDag;
import io.orchestrator.protocol.graph.BundleManifest;
import io.orchestrator.protocol.graph.Catchup;
import io.orchestrator.protocol.graph.ControlSpec;
import io.orchestrator.protocol.graph.DagGraph;
import io.orchestrator.protocol.graph.RetrySpec;
import io.orchestrator.protocol.graph.ScheduleSpec;
import io.orchestrator.protocol.graph.TaskSpec;
import io.orchestrator.protocol.worker.Assignment;
import io.orchestrator.protocol.worker.Heartbeat;
import io.orchestrator.protocol.worker.Register;
import io.orchestrator.protocol.worker.Report;
import io.orchestrator.protocol.worker.Reports;
import io.orchestrator.protocol.worker.ServerMessage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The production loop on a store in memory, with time and a worker that a test moves by hand. */
final class EngineBench {

    static final UUID SESSION = new UUID(7, 7);

    final TestClock clock = new TestClock(Instant.parse("2026-01-01T00:00:00Z"));
    final Map<UUID, Assignment> assigned = new LinkedHashMap<>();
    final List<UUID> stopped = new ArrayList<>();
    private final Map<UUID, Integer> slots = new HashMap<>();
    final MemoryEngineStore store;
    EngineLoop loop;

    EngineBench() {
        this(Faults.NONE);
    }

    EngineBench(Faults faults) {
        store = new MemoryEngineStore(clock, faults);
        loop = newLoop(1);
        loop.reload(clock.instant());
    }

    private EngineLoop newLoop(long seed) {
        return new EngineLoop(
                store,
                this::push,
                (runs, nextDue) -> {},
                new ServerRecord(new UUID(0, 0), "http://here", "here", seed, "test", ServerRecord.State.LIVE),
                server -> true,
                EngineSettings.DEFAULT,
                new RandomIds(new Random(seed)),
                clock);
    }

    /** Another server takes over, as after a kill. */
    void restart() {
        loop = newLoop(clock.instant().toEpochMilli());
        loop.reload(clock.instant());
    }

    private void push(UUID session, ServerMessage message) {
        switch (message) {
            case ServerMessage.Assign assign -> assigned.put(assign.assignment().attemptId(), assign.assignment());
            case ServerMessage.Stop stop -> stopped.add(stop.attemptId());
            case ServerMessage.Recall recall -> {}
            case ServerMessage.Ping ping -> {}
            case ServerMessage.End end -> {}
        }
    }

    <R> R ask(Command<R> command) {
        CompletableFuture<R> answer = loop.submit(command);
        turn();
        try {
            return answer.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof CommandRefused refused) {
                throw refused;
            }
            throw e;
        }
    }

    /** Turns until nothing is due now. */
    void turn() {
        for (int i = 0; i < 4; i++) {
            if (!loop.isServing()) {
                loop.reload(clock.instant());
            }
            loop.turn(clock.instant());
        }
    }

    void passes(Duration time) {
        clock.advance(time);
        turn();
    }

    /** Lets time pass while the worker sends its heartbeats. */
    void passesWithHeartbeats(Duration time) {
        for (Duration left = time; left.isPositive(); left = left.minusSeconds(5)) {
            passes(left.compareTo(Duration.ofSeconds(5)) < 0 ? left : Duration.ofSeconds(5));
            beat();
        }
    }

    void worker(int slots) {
        worker(SESSION, slots);
    }

    void worker(UUID session, int places) {
        worker(session, places, 0);
    }

    void worker(UUID session, int places, int prefetch) {
        slots.put(session, places + prefetch);
        ask(new Command.OpenSession(
                session,
                new Register(
                        List.of(1), "w" + session, "host", 1, "test", List.of("default"), List.of(), places, prefetch),
                1,
                "hash of the token of " + session));
    }

    Heartbeat.Answer beat() {
        return beat(SESSION);
    }

    /** A heartbeat of a session that holds everything that was assigned. */
    Heartbeat.Answer beat(UUID session) {
        List<Heartbeat.Held> held = session.equals(SESSION)
                ? assigned.values().stream()
                        .map(assignment -> new Heartbeat.Held(assignment.attemptId(), assignment.dagId()))
                        .toList()
                : List.of();
        return ask(new Command.Beat(session, new Heartbeat(held, false, slots.getOrDefault(session, 0))));
    }

    void deploy(DagGraph... graphs) {
        List<DescribedDag> dags = new ArrayList<>();
        for (DagGraph graph : graphs) {
            dags.add(new DescribedDag("example." + graph.dagId(), graph));
        }
        ask(new Command.Deploy(new BundleManifest("example", "b1", List.of()), new BundleDescription(dags, List.of())));
    }

    DagRun trigger(String dagId) {
        return ask(new Command.Trigger(
                        dagId,
                        null,
                        RunType.MANUAL,
                        null,
                        null,
                        null,
                        JsonNodeFactory.instance.objectNode(),
                        null,
                        "anna"))
                .run();
    }

    /** A run of a logical date. */
    DagRun trigger(String dagId, Instant logicalDate) {
        return ask(new Command.Trigger(
                        dagId,
                        null,
                        RunType.MANUAL,
                        logicalDate,
                        null,
                        null,
                        JsonNodeFactory.instance.objectNode(),
                        null,
                        "anna"))
                .run();
    }

    Assignment taken(String taskId) {
        for (Assignment assignment : assigned.values()) {
            if (assignment.taskId().equals(taskId)) {
                return assignment;
            }
        }
        throw new AssertionError("task " + taskId + " is not at the worker, only " + assigned.values());
    }

    boolean isTaken(String taskId) {
        return assigned.values().stream()
                .anyMatch(assignment -> assignment.taskId().equals(taskId));
    }

    Reports.Answer report(Report... reports) {
        Reports.Answer answer = ask(reports(reports));
        for (Report report : reports) {
            if (!(report instanceof Report.Started)) {
                assigned.remove(report.attemptId());
            }
        }
        return answer;
    }

    /** Reports on attempts of the DAG {@code d}, or of whichever DAG an assigned attempt is. */
    Command.TakeReports reports(Report... reports) {
        List<Reports.Entry> entries = new ArrayList<>();
        for (Report report : reports) {
            Assignment assignment = assigned.get(report.attemptId());
            entries.add(new Reports.Entry(assignment == null ? "d" : assignment.dagId(), report));
        }
        return new Command.TakeReports(SESSION, new Reports(entries, slots.getOrDefault(SESSION, 0)));
    }

    Reports.Answer succeed(String taskId, @Nullable JsonNode output) {
        UUID attempt = taken(taskId).attemptId();
        return report(new Report.Started(attempt), new Report.Succeeded(attempt, output));
    }

    Reports.Answer fail(String taskId) {
        UUID attempt = taken(taskId).attemptId();
        Report.Failure failure = new Report.Failure(Report.Failure.Kind.EXCEPTION, "IllegalStateException: boom", null);
        return report(new Report.Started(attempt), new Report.Failed(attempt, failure, true));
    }

    DagRun run(DagRun run) {
        return store.findRun(run.dagId(), run.runId()).orElseThrow();
    }

    /** The states of all tasks of a run, as stored. */
    Map<String, String> states(DagRun run) {
        Map<String, String> states = new LinkedHashMap<>();
        for (TaskInstance instance : instances(run)) {
            states.put(instance.taskId(), instance.state().key());
        }
        return states;
    }

    List<TaskInstance> instances(DagRun run) {
        return store.instances(run.runKey());
    }

    static DagGraph dag(String dagId, TaskSpec... tasks) {
        return scheduled(dagId, new ScheduleSpec.Manual(), Catchup.NONE, null, 2, tasks);
    }

    static DagGraph scheduled(
            String dagId,
            ScheduleSpec schedule,
            Catchup catchup,
            @Nullable Instant start,
            int maxActiveRuns,
            TaskSpec... tasks) {
        return DagGraph.builder(dagId)
                .schedule(schedule)
                .catchup(catchup)
                .startDate(start)
                .maxActiveRuns(maxActiveRuns)
                .maxActiveTasks(1000)
                .tasks(tasks)
                .build();
    }

    static TaskSpec task(String taskId, int retries, String... inputs) {
        return TaskSpec.builder(taskId)
                .inputs(inputs)
                .outputType("java.lang.String")
                .retry(new RetrySpec(retries, Duration.ofMinutes(5), 1, Duration.ofHours(1), false))
                .build();
    }

    static TaskSpec with(TaskSpec task, ControlSpec control) {
        return task.toBuilder().control(control).build();
    }

    /** Time that only a test moves. */
    static final class TestClock extends Clock {
        private volatile Instant now;

        TestClock(Instant now) {
            this.now = now;
        }

        void advance(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
