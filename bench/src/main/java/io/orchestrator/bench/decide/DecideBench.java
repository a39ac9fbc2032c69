package io.orchestrator.bench.decide;

import io.orchestrator.core.dag.TaskGraph;
import io.orchestrator.core.decide.RunDecider;
import io.orchestrator.core.decide.RunEvent;
import io.orchestrator.core.decide.RunInstances;
import io.orchestrator.core.decide.RunPlan;
import io.orchestrator.core.decide.RunState;
import io.orchestrator.core.run.DagRun;
import io.orchestrator.core.run.DagRunState;
import io.orchestrator.core.run.RunType;
import io.orchestrator.core.task.TaskState;
import io.orchestrator.protocol.worker.Report;
import java.io.PrintStream;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The program behind {@code bin/bench decide}: how long the decider and the run's cached state need for one event in a run of 10,000
 * task instances, without database, network and processes.
 */
public final class DecideBench {

    private static final PrintStream OUT = System.out;
    private static final int WARMING = 5;
    private static final int ROUNDS = 11;
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final UUID SESSION = new UUID(1, 1);

    /** What happens; the one event that makes all the others possible is told apart from them. */
    private enum Kind {
        START("start of the run"),
        RELEASE("end of the one task before them"),
        HAND_OVER("hand-over"),
        STARTED("start of an attempt"),
        SUCCEEDED("success");

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    private final Map<Kind, LongStream.Builder> nanos = new EnumMap<>(Kind.class);
    private final Wide shape;
    private long attempts;

    private DecideBench(Wide shape) {
        this.shape = shape;
    }

    public static void main(String[] arguments) {
        OUT.printf("%-36s %-14s %10s %10s %10s %10s%n", "event", "run", "times", "p50 µs", "p99 µs", "max µs");
        for (Wide shape : Wide.values()) {
            DecideBench bench = new DecideBench(shape);
            for (int round = 0; round < WARMING + ROUNDS; round++) {
                if (round == WARMING) {
                    bench.nanos.clear();
                }
                bench.run();
            }
            bench.nanos.forEach(bench::print);
        }
    }

    private void print(Kind kind, LongStream.Builder measured) {
        long[] sorted = measured.build().sorted().toArray();
        OUT.printf(
                "%-36s %-14s %10d %10.1f %10.1f %10.1f%n",
                kind.words,
                shape.name().toLowerCase(Locale.ROOT),
                sorted.length,
                micros(sorted, 0.5),
                micros(sorted, 0.99),
                micros(sorted, 1));
    }

    private static double micros(long[] sorted, double part) {
        return sorted[(int) Math.min(sorted.length - 1L, (long) (sorted.length * part))] / 1e3;
    }

    /** A whole run, in the order in which workers would take its tasks. */
    private void run() {
        TaskGraph graph = TaskGraph.of(shape.graph());
        DagRun queued = queuedRun();
        RunState state = new RunState(graph, queued, RunInstances.of(graph, queued), List.of());
        Queue<Integer> ready = new ArrayDeque<>();
        ready.addAll(decide(state, Kind.START, new RunEvent.Start()));
        while (!ready.isEmpty()) {
            int number = ready.remove();
            UUID attempt = new UUID(2, attempts++);
            ready.addAll(decide(state, Kind.HAND_OVER, new RunEvent.HandOver(number, attempt, SESSION)));
            ready.addAll(decide(state, Kind.STARTED, new RunEvent.Reported(new Report.Started(attempt))));
            Kind kind = number == 0 ? Kind.RELEASE : Kind.SUCCEEDED;
            ready.addAll(decide(state, kind, new RunEvent.Reported(new Report.Succeeded(attempt, output(number)))));
        }
        if (state.run().state() != DagRunState.SUCCESS) {
            throw new IllegalStateException("the run is " + state.run().state() + ", expected success");
        }
    }

    private @Nullable JsonNode output(int number) {
        return number == 0 ? shape.firstOutput() : null;
    }

    /** The numbers of what may start now. */
    private List<Integer> decide(RunState state, Kind kind, RunEvent event) {
        long begun = System.nanoTime();
        RunPlan plan = RunDecider.decide(state, event, NOW);
        state.apply(plan);
        nanos.computeIfAbsent(kind, first -> LongStream.builder()).add(System.nanoTime() - begun);
        return Stream.concat(plan.instances().stream(), plan.added().stream())
                .filter(instance -> instance.state() == TaskState.SCHEDULED)
                .map(instance -> state.numberOf(instance.taskId(), instance.mapIndex()))
                .toList();
    }

    private static DagRun queuedRun() {
        return new DagRun(
                1,
                Wide.DAG,
                "run",
                RunType.MANUAL,
                DagRunState.QUEUED,
                null,
                null,
                null,
                null,
                NOW,
                JsonNodeFactory.instance.objectNode(),
                1,
                "build",
                "bench",
                null,
                0,
                NOW,
                null,
                null);
    }
}
