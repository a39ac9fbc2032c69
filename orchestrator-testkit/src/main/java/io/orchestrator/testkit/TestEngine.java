package io.orchestrator.testkit;

import io.orchestrator.core.dag.DagCheck;
import io.orchestrator.core.engine.Command;
import io.orchestrator.core.engine.EngineLoop;
import io.orchestrator.core.engine.EngineSettings;
import io.orchestrator.core.engine.RandomIds;
import io.orchestrator.core.engine.memory.MemoryEngineStore;
import io.orchestrator.core.run.DagRun;
import io.orchestrator.core.run.RunType;
import io.orchestrator.core.schedule.ScheduleCheck;
import io.orchestrator.core.server.ServerRecord;
import io.orchestrator.core.task.TaskInstance;
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
import io.orchestrator.runner.Cancellation;
import io.orchestrator.runner.DagGraphs;
import io.orchestrator.runner.TaskInvoker;
import io.orchestrator.sdk.Dag;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The production loop with one worker that is this thread. */
final class TestEngine {

    private static final UUID SESSION = new UUID(0, 1);
    private static final int SLOTS = 64;
    private static final int MOST_STEPS = 1_000_000;

    private final Dag dag;
    private final Instant start;
    private final TestClock clock;
    private final MemoryEngineStore store;
    private final EngineLoop loop;
    private final TaskInvoker invoker;
    private final Deque<Assignment> assigned = new ArrayDeque<>();
    private final Map<Item, List<String>> logs = new HashMap<>();
    private final Map<Item, String> failures = new HashMap<>();

    private record Item(String taskId, int mapIndex) {}

    TestEngine(Dag dag, Instant start) {
        this.dag = dag;
        this.start = start;
        this.clock = new TestClock(start);
        this.store = new MemoryEngineStore(clock);
        this.invoker = new TaskInvoker(dag);
        this.loop = new EngineLoop(
                store,
                (session, message) -> take(message),
                (runs, nextDue) -> {},
                new ServerRecord(SESSION, "http://test", "test", 0, "test", ServerRecord.State.LIVE),
                server -> true,
                EngineSettings.DEFAULT,
                new RandomIds(new Random(1)),
                clock);
    }

    private void take(ServerMessage message) {
        if (message instanceof ServerMessage.Assign assign) {
            assigned.add(assign.assignment());
        }
    }

    TestRun run(JsonNode params, @Nullable Instant logicalDate) {
        loop.reload(clock.instant());
        deploy();
        ask(new Command.OpenSession(
                SESSION,
                new Register(List.of(1), "test", "here", 0, "test", queues(), capabilities(), SLOTS, 0),
                1,
                "-"));
        DagRun run = ask(new Command.Trigger(
                        dag.id(), null, RunType.MANUAL, logicalDate, logicalDate, logicalDate, params, null, "test"))
                .run();
        for (int step = 0; !stored(run).state().isFinal(); step++) {
            if (step > MOST_STEPS) {
                throw new IllegalStateException("the run of " + dag.id() + " does not end");
            }
            step();
        }
        return result(stored(run));
    }

    private List<String> queues() {
        return dag.tasks().stream().map(task -> task.queue()).distinct().toList();
    }

    private List<String> capabilities() {
        return dag.tasks().stream()
                .flatMap(task -> task.requires().stream())
                .distinct()
                .toList();
    }

    private void deploy() {
        DagGraph graph = DagGraphs.of(dag);
        List<String> faults = new DagCheck(ScheduleCheck::faults).check(graph);
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(
                    "a server would refuse DAG " + dag.id() + ": " + String.join(" ", faults));
        }
        ask(new Command.Deploy(
                new BundleManifest("test", "0".repeat(64), List.of()),
                new BundleDescription(List.of(new DescribedDag(dag.id(), graph)), List.of())));
        ask(new Command.Pause(dag.id(), false, "test"));
    }

    private void step() {
        Assignment next = assigned.poll();
        if (next != null) {
            call(next);
        } else {
            clock.jumpTo(loop.nextWake());
            ask(new Command.Beat(SESSION, new Heartbeat(List.of(), false, SLOTS)));
        }
    }

    private void call(Assignment assignment) {
        Assignment whole = assignment.inputs() == null
                ? assignment.withInputs(ask(new Command.FetchInputs(SESSION, dag.id(), assignment.attemptId())))
                : assignment;
        report(new Report.Started(assignment.attemptId()));
        Item item = new Item(assignment.taskId(), assignment.mapIndex());
        TestLog log = new TestLog(logs.computeIfAbsent(item, first -> new ArrayList<>()));
        Report end = invoker.invoke(whole, log, new Cancellation());
        if (end instanceof Report.Failed failed) {
            failures.put(item, failed.failure().message());
        }
        report(end);
    }

    private void report(Report report) {
        ask(new Command.TakeReports(SESSION, new Reports(List.of(new Reports.Entry(dag.id(), report)), SLOTS)));
    }

    private <R> R ask(Command<R> command) {
        CompletableFuture<R> answer = loop.submit(command);
        loop.turn(clock.instant());
        return answer.join();
    }

    private DagRun stored(DagRun run) {
        return store.findRun(run.dagId(), run.runId()).orElseThrow();
    }

    private TestRun result(DagRun run) {
        Map<String, List<TestRun.TestTask>> tasks = new LinkedHashMap<>();
        dag.tasks().forEach(task -> tasks.put(task.id(), new ArrayList<>()));
        store.instances(run.runKey()).stream()
                .sorted(Comparator.comparingInt(TaskInstance::mapIndex))
                .forEach(instance -> tasks.computeIfAbsent(instance.taskId(), first -> new ArrayList<>())
                        .add(result(run, instance)));
        return new TestRun(run.state().key(), tasks, Duration.between(start, clock.instant()));
    }

    private TestRun.TestTask result(DagRun run, TaskInstance instance) {
        UUID attempt = instance.attemptId();
        Map<UUID, JsonNode> output = attempt == null ? Map.of() : store.outputs(run.runKey(), List.of(attempt));
        Item item = new Item(instance.taskId(), instance.mapIndex());
        return new TestRun.TestTask(
                instance.state().key(),
                Optional.ofNullable(instance.stateReason()),
                instance.tryNumber(),
                output.values().stream().findFirst(),
                Optional.ofNullable(failures.get(item)),
                List.copyOf(logs.getOrDefault(item, List.of())),
                Optional.ofNullable(instance.label()));
    }
}
