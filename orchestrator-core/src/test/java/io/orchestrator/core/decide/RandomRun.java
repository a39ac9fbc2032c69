package io.orchestrator.core.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.core.dag.TaskGraph;
import io.orchestrator.core.run.DagRun;
import io.orchestrator.core.run.DagRunState;
import io.orchestrator.core.run.RunType;
import io.orchestrator.core.task.TaskAttempt;
import io.orchestrator.core.task.TaskInstance;
import io.orchestrator.core.task.TaskState;
import io.orchestrator.core.task.Waiting;
import io.orchestrator.protocol.graph.DecisionSpec;
import io.orchestrator.protocol.worker.Report;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** A run of a random DAG, moved by random events through the production decider. */
final class RandomRun {

    private static final UUID SESSION = new UUID(1, 1);

    private static final Explain.Around AROUND = new AroundRandomRuns();

    private final SplittableRandom random;
    private final RunState state;
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private long nextId;
    private int troubles = 12;
    private boolean pastOpen;
    private boolean endedByHand;

    RandomRun(SplittableRandom random, long seed) {
        this.random = random;
        TaskGraph graph = TaskGraph.of(RandomGraph.of(random));
        DagRun run = run(seed);
        this.state = new RunState(graph, run, RunInstances.of(graph, run), List.of());
        this.pastOpen = random.nextBoolean();
        state.setPast(task -> pastOpen || graph.task(task).control().past() == null
                ? PastGate.open()
                : new PastGate.Answer.Closed("before", "task", "the run before is not so far", true));
    }

    RunState state() {
        return state;
    }

    boolean endedByHand() {
        return endedByHand;
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
            } else if (!pastOpen && random.nextInt(10) == 0) {
                pastOpen = true;
                decide(new RunEvent.Look());
            } else {
                progress();
            }
        }
    }

    private void progress() {
        if (state.run().state() == DagRunState.QUEUED) {
            endedByHand = false;
            decide(new RunEvent.Start());
        }
        List<TaskAttempt> open = new ArrayList<>(state.openAttempts());
        int number = random.nextInt(state.size());
        TaskInstance instance = state.find(number);
        if (instance != null && instance.state() == TaskState.SCHEDULED) {
            decide(new RunEvent.HandOver(number, new UUID(2, nextId++), SESSION));
        } else if (instance != null && instance.state() == TaskState.UP_FOR_RETRY) {
            now = Objects.requireNonNull(instance.retryAt());
            decide(new RunEvent.RetryDue(number));
        } else if (instance != null && instance.state().isWaiting()) {
            goesOn(number, instance);
        } else if (!open.isEmpty()) {
            report(open.get(random.nextInt(open.size())));
        }
    }

    /** What waits goes on at its time, or by what became of the run that it waits for. */
    private void goesOn(int number, TaskInstance instance) {
        Waiting waiting = Objects.requireNonNull(instance.waiting());
        if (waiting.run() != null && random.nextInt(4) > 0) {
            DagRunState[] states = DagRunState.values();
            FoundRun found = new FoundRun("other", states[random.nextInt(states.length)], null, UpstreamCounts.NONE);
            decide(
                    random.nextInt(8) == 0
                            ? new RunEvent.NotStarted(number, "refused")
                            : new RunEvent.Found(number, found));
        } else if (waiting.until() != null) {
            now = waiting.until().isAfter(now) ? waiting.until() : now;
            decide(new RunEvent.WaitOver(number));
        }
    }

    private void report(TaskAttempt attempt) {
        UUID id = attempt.attemptId();
        Report.Failure failure = new Report.Failure(Report.Failure.Kind.EXCEPTION, "boom", null);
        decide(
                switch (random.nextInt(15)) {
                    case 0 -> new RunEvent.Reported(new Report.Failed(id, failure, random.nextBoolean()));
                    case 1 -> new RunEvent.AttemptLost(id, "gone", 3);
                    case 2 -> new RunEvent.Reported(new Report.HandedBack(id, "drain"));
                    case 3 -> new RunEvent.Reported(new Report.Stopped(id));
                    case 4 -> new RunEvent.Reported(new Report.Skipped(id, "nothing to do"));
                    case 5, 6 -> new RunEvent.Reported(new Report.Started(id));
                    case 7, 8 ->
                        new RunEvent.Reported(new Report.NotYet(
                                id, random.nextBoolean() ? null : Report.When.after(Duration.ofSeconds(9)), null));
                    case 9 ->
                        new RunEvent.Reported(new Report.Deferred(
                                id,
                                Report.When.after(Duration.ofSeconds(random.nextInt(9))),
                                JsonNodeFactory.instance.stringNode("left"),
                                null));
                    default -> new RunEvent.Reported(new Report.Succeeded(id, output(attempt.taskId())));
                });
    }

    /** What the task has to return, and now and then something else. */
    private @Nullable JsonNode output(String taskId) {
        int task = state.graph().indexOf(taskId);
        DecisionSpec decision = state.graph().task(task).control().decision();
        if (random.nextInt(20) == 0) {
            return JsonNodeFactory.instance.stringNode("wrong");
        }
        if (decision instanceof DecisionSpec.Branch) {
            int[] followers = state.graph().downstream(task);
            return followers.length == 0 || random.nextInt(4) == 0
                    ? null
                    : JsonNodeFactory.instance.stringNode(state.graph()
                            .task(followers[random.nextInt(followers.length)])
                            .taskId());
        }
        if (decision != null) {
            return JsonNodeFactory.instance.booleanNode(random.nextBoolean());
        }
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        for (int i = random.nextInt(4); i > 0; i--) {
            list.add(i);
        }
        return list;
    }

    /** What people do, and what the network does. */
    private void trouble() {
        int number = random.nextInt(state.size());
        if (state.find(number) == null) {
            return;
        }
        switch (random.nextInt(7)) {
            case 0 -> decide(new RunEvent.Clear(downFrom(number), "somebody"));
            case 1 -> decide(new RunEvent.MarkTask(number, TaskState.SUCCESS, "somebody"));
            case 2 -> decide(new RunEvent.MarkTask(number, TaskState.SKIPPED, "somebody"));
            case 3 -> decide(new RunEvent.Clear(Set.of(number), "somebody"));
            case 4 -> decide(new RunEvent.Look());
            case 5 -> {
                if (random.nextInt(4) == 0) {
                    endedByHand = true;
                    decide(new RunEvent.End(DagRunState.FAILED, "somebody"));
                }
            }
            default -> decide(new RunEvent.Reported(new Report.Succeeded(new UUID(9, random.nextInt(50)), null)));
        }
    }

    private Set<Integer> downFrom(int number) {
        return state.graph().reach(Set.of(state.taskOf(number)), true).stream()
                .flatMap(task -> state.numbersOf(task).stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private void decide(RunEvent event) {
        RunPlan plan = RunDecider.decide(state, event, now);
        if (plan.isApplied()) {
            state.apply(plan);
        } else {
            hold(plan.instances().isEmpty() && plan.added().isEmpty(), "nothing changes", plan);
        }
        assertInvariants();
    }

    /** Plain, because it is asked a thousand million times. */
    private static void hold(boolean condition, String what, Object about) {
        if (!condition) {
            throw new AssertionError(what + ": " + about);
        }
    }

    private void assertInvariants() {
        Set<String> withAttempt = new HashSet<>();
        for (TaskAttempt attempt : state.openAttempts()) {
            hold(withAttempt.add(attempt.taskId() + attempt.mapIndex()), "one open attempt each", attempt);
        }
        for (int number = 0; number < state.size(); number++) {
            TaskInstance instance = state.find(number);
            if (instance != null && instance.state().isAtWorker()) {
                hold(withAttempt.contains(instance.taskId() + instance.mapIndex()), "it has an attempt", instance);
            }
            if (instance != null
                    && instance.state() == TaskState.NONE
                    && state.run().state() == DagRunState.RUNNING) {
                hold(Judge.judge(state, number, now) instanceof Judgement.Wait, "nothing was forgotten", instance);
            }
        }
        assertCauses();
        assertCounts();
        if (state.run().state() == DagRunState.RUNNING) {
            assertLists();
        }
    }

    /** Whatever is unfinished has a cause, and the causes of one of it lead to a root. */
    private void assertCauses() {
        List<Integer> unfinished = new ArrayList<>();
        for (int number = 0; number < state.size(); number++) {
            TaskInstance instance = state.find(number);
            if (instance != null && !instance.state().isFinal()) {
                unfinished.add(number);
                Blocker blocker = Explain.blocker(state, number, AROUND, now);
                hold(!(blocker instanceof Blocker.Starting), "it has a cause", instance);
            }
        }
        if (!unfinished.isEmpty()) {
            int one = unfinished.get((int) (nextId % unfinished.size()));
            assertChain(Explain.task(state, one, AROUND, now));
            assertChain(Explain.run(state, AROUND, now));
        } else if (state.run().state().isFinal()) {
            hold(Explain.run(state, AROUND, now).steps().isEmpty(), "what has ended has no cause", state.run());
        }
    }

    private static void assertChain(Explanation explanation) {
        List<Explanation.Step> steps = explanation.steps();
        hold(!steps.isEmpty(), "there is a cause", steps);
        for (int i = 0; i < steps.size(); i++) {
            hold(steps.get(i).root() == (i == steps.size() - 1), "the last one is the root", steps);
            hold(!steps.get(i).cause().equals("starting"), "it has a cause", steps);
        }
    }

    /** A list that is there has an instance for each element, and none beyond it waits or runs. */
    private void assertLists() {
        for (int task = 0; task < state.graph().size(); task++) {
            List<Integer> numbers = state.numbersOf(task);
            if (state.graph().mapping(task) == null
                    || state.instance(numbers.getFirst()).mapIndex() < 0
                    || MapLists.judge(state, task) != MapLists.Sources.READY) {
                continue;
            }
            long length = MapLists.length(state, task);
            hold(numbers.size() >= length, "each element has an instance", numbers);
            for (int number : numbers) {
                TaskInstance instance = state.instance(number);
                hold(instance.mapIndex() < length || instance.state().isFinal(), "none is beyond " + length, instance);
            }
        }
    }

    /** What is kept up to date equals what is counted anew. */
    private void assertCounts() {
        int unfinished = 0;
        int active = 0;
        for (int number = 0; number < state.size(); number++) {
            TaskInstance instance = state.find(number);
            unfinished += instance == null || instance.state().isFinal() ? 0 : 1;
            active += instance != null && RunState.isActive(instance.state()) ? 1 : 0;
        }
        hold(state.unfinished() == unfinished, "unfinished ones are counted", unfinished);
        hold(state.active() == active, "active ones are counted", active);
        for (int task = 0; task < state.graph().size(); task++) {
            List<TaskState> states = new ArrayList<>();
            for (int up : state.graph().upstream(task, false)) {
                state.numbersOf(up)
                        .forEach(each -> states.add(state.instance(each).state()));
            }
            hold(state.upstream(task).equals(UpstreamCounts.of(states)), "upstream ones are counted", states);
            List<TaskInstance> own =
                    state.numbersOf(task).stream().map(state::instance).toList();
            List<TaskState> ownStates = own.stream().map(TaskInstance::state).toList();
            hold(state.states(task).equals(UpstreamCounts.of(ownStates)), "own ones are counted", own);
            for (int i = 0; i < own.size(); i++) {
                int expected = own.size() == 1 && own.getFirst().mapIndex() < 0 ? -1 : i;
                hold(own.get(i).mapIndex() == expected, "they are in order", own);
            }
        }
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
}
