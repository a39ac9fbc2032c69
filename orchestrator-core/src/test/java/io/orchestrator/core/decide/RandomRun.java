package io.orchestrator.core.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.core.dag.TaskGraph;
import io.orchestrator.core.run.DagRun;
import io.orchestrator.core.run.DagRunState;
import io.orchestrator.core.run.RunType;
import io.orchestrator.core.task.TaskAttempt;
import io.orchestrator.core.task.TaskInstance;
import io.orchestrator.core.task.TaskState;
import io.orchestrator.protocol.graph.Catchup;
import io.orchestrator.protocol.graph.DagGraph;
import io.orchestrator.protocol.graph.RetrySpec;
import io.orchestrator.protocol.graph.RunnerSpec;
import io.orchestrator.protocol.graph.ScheduleSpec;
import io.orchestrator.protocol.graph.TaskSpec;
import io.orchestrator.protocol.graph.TriggerRule;
import io.orchestrator.protocol.worker.Report;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import tools.jackson.databind.node.JsonNodeFactory;

/** A run of a random DAG, moved by random events through the production decider. */
final class RandomRun {

    private static final UUID SESSION = new UUID(1, 1);

    private final SplittableRandom random;
    private final RunState state;
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private long nextId;
    private int troubles = 12;

    RandomRun(SplittableRandom random, long seed) {
        this.random = random;
        TaskGraph graph = TaskGraph.of(graph(random));
        List<TaskInstance> instances = new ArrayList<>();
        for (int task = 0; task < graph.size(); task++) {
            instances.add(TaskInstance.created(
                    seed,
                    graph.task(task).taskId(),
                    -1,
                    graph.task(task).retry().retries()));
        }
        this.state = new RunState(graph, run(seed), instances, List.of());
    }

    RunState state() {
        return state;
    }

    void driveToItsEnd() {
        decide(new RunEvent.Start());
        for (int step = 0; !state.isSettled() || troubles > 0; step++) {
            assertThat(step)
                    .as("a run of %d tasks does not end", state.graph().size())
                    .isLessThan(20_000);
            now = now.plusSeconds(1);
            if (troubles > 0 && random.nextInt(4) == 0) {
                troubles--;
                trouble();
            } else {
                progress();
            }
        }
    }

    private void progress() {
        if (state.run().state() == DagRunState.QUEUED) {
            decide(new RunEvent.Start());
        }
        List<TaskAttempt> open = new ArrayList<>(state.openAttempts());
        int task = random.nextInt(state.graph().size());
        TaskInstance instance = state.instance(task);
        if (instance.state() == TaskState.SCHEDULED) {
            decide(new RunEvent.HandOver(task, new UUID(2, nextId++), SESSION));
        } else if (instance.state() == TaskState.UP_FOR_RETRY) {
            now = Objects.requireNonNull(instance.retryAt());
            decide(new RunEvent.RetryDue(task));
        } else if (!open.isEmpty()) {
            report(open.get(random.nextInt(open.size())).attemptId());
        }
    }

    private void report(UUID attempt) {
        Report.Failure failure = new Report.Failure(Report.Failure.Kind.EXCEPTION, "boom", null);
        decide(
                switch (random.nextInt(9)) {
                    case 0 -> new RunEvent.Reported(new Report.Failed(attempt, failure, random.nextBoolean()));
                    case 1 -> new RunEvent.AttemptLost(attempt, "gone", 3);
                    case 2 -> new RunEvent.Reported(new Report.HandedBack(attempt, "drain"));
                    case 3 -> new RunEvent.Reported(new Report.Stopped(attempt));
                    case 4, 5 -> new RunEvent.Reported(new Report.Started(attempt));
                    default -> new RunEvent.Reported(new Report.Succeeded(attempt, null));
                });
    }

    /** What people do, and what the network does. */
    private void trouble() {
        int task = random.nextInt(state.graph().size());
        switch (random.nextInt(5)) {
            case 0 -> decide(new RunEvent.Clear(state.graph().reach(Set.of(task), true), "somebody"));
            case 1 -> decide(new RunEvent.MarkTask(task, TaskState.SUCCESS, "somebody"));
            case 2 -> decide(new RunEvent.MarkTask(task, TaskState.SKIPPED, "somebody"));
            case 3 -> decide(new RunEvent.Clear(Set.of(task), "somebody"));
            default -> decide(new RunEvent.Reported(new Report.Succeeded(new UUID(9, random.nextInt(50)), null)));
        }
    }

    private void decide(RunEvent event) {
        List<TaskState> before = states();
        RunPlan plan = RunDecider.decide(state, event, now);
        if (plan.isApplied()) {
            state.apply(plan);
        } else {
            assertThat(plan.instances()).isEmpty();
        }
        assertInvariants(before);
    }

    private List<TaskState> states() {
        List<TaskState> states = new ArrayList<>();
        for (int task = 0; task < state.graph().size(); task++) {
            states.add(state.instance(task).state());
        }
        return states;
    }

    private void assertInvariants(List<TaskState> before) {
        Set<String> withAttempt = new HashSet<>();
        for (TaskAttempt attempt : state.openAttempts()) {
            assertThat(withAttempt.add(attempt.taskId()))
                    .as("task %s has one open attempt", attempt.taskId())
                    .isTrue();
        }
        for (int task = 0; task < state.graph().size(); task++) {
            TaskInstance instance = state.instance(task);
            if (instance.state().isAtWorker()) {
                assertThat(withAttempt).contains(instance.taskId());
            }
            boolean released = before.get(task) == TaskState.NONE && instance.state() == TaskState.SCHEDULED;
            if (released && state.graph().task(task).triggerRule() == TriggerRule.ALL_SUCCESS) {
                for (int up : state.graph().upstream(task)) {
                    assertThat(state.instance(up).state()).isIn(TaskState.SUCCESS, TaskState.REMOVED);
                }
            }
        }
        assertCounts();
    }

    /** What is kept up to date equals what is counted anew. */
    private void assertCounts() {
        int unfinished = 0;
        for (int task = 0; task < state.graph().size(); task++) {
            unfinished += state.instance(task).state().isFinal() ? 0 : 1;
            int[] counts = new int[UpstreamCounts.KINDS];
            for (int up : state.graph().upstream(task)) {
                counts[UpstreamCounts.kind(state.instance(up).state())]++;
            }
            assertThat(state.upstream(task)).isEqualTo(UpstreamCounts.of(counts, 0));
        }
        assertThat(state.unfinished()).isEqualTo(unfinished);
    }

    private static DagRun run(long key) {
        Instant at = Instant.parse("2026-01-01T00:00:00Z");
        return new DagRun(
                key,
                "random",
                "r" + key,
                RunType.MANUAL,
                DagRunState.QUEUED,
                null,
                null,
                null,
                null,
                at,
                JsonNodeFactory.instance.objectNode(),
                1,
                "b",
                "test",
                null,
                0,
                at,
                null,
                null);
    }

    private static DagGraph graph(SplittableRandom random) {
        int size = 1 + random.nextInt(12);
        List<TaskSpec> tasks = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            List<String> after = new ArrayList<>();
            for (int j = 0; j < i; j++) {
                if (random.nextInt(3) == 0) {
                    after.add("t" + j);
                }
            }
            TriggerRule rule = random.nextBoolean()
                    ? TriggerRule.ALL_SUCCESS
                    : TriggerRule.values()[random.nextInt(TriggerRule.values().length)];
            RetrySpec retry = new RetrySpec(random.nextInt(3), Duration.ofSeconds(10), 1, Duration.ofHours(1), false);
            tasks.add(new TaskSpec(
                    "t" + i, null, List.of(), after, rule, null, retry, null, "default", 1, RunnerSpec.WARM));
        }
        return new DagGraph(
                "random",
                null,
                List.of(),
                List.of(),
                new ScheduleSpec.Manual(),
                Catchup.NONE,
                null,
                null,
                1,
                100,
                null,
                tasks);
    }
}
