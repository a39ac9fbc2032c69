package io.orchestrator.core.decide;

import io.orchestrator.core.dag.TaskGraph;
import io.orchestrator.core.run.DagRun;
import io.orchestrator.core.run.RunType;
import io.orchestrator.core.schedule.Timetable;
import io.orchestrator.core.task.TaskEvent;
import io.orchestrator.core.task.TaskEvent.RuleFailed.Ending;
import io.orchestrator.core.task.TaskInstance;
import io.orchestrator.core.task.TaskResult;
import io.orchestrator.protocol.graph.ControlSpec;
import io.orchestrator.protocol.graph.DagGraph;
import io.orchestrator.protocol.graph.DecisionSpec;
import io.orchestrator.protocol.graph.PastSpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What is to become of a task instance that waits. In this order: a decision that skips it, the setups it stands on, the lists
 * it is mapped over, its trigger rule, the run before.
 */
public final class Judge {

    private static final Judgement RUN = new Judgement.Run();

    private final RunSnapshot run;
    private final int task;
    private final TaskInstance instance;
    private final Instant now;

    private Judge(RunSnapshot run, int number, Instant now) {
        this.run = run;
        this.task = run.taskOf(number);
        this.instance = run.instance(number);
        this.now = now;
    }

    /** @param number of an instance that is in the state none */
    public static Judgement judge(RunSnapshot run, int number, Instant now) {
        return new Judge(run, number, now).judge();
    }

    /** The unfinished instances that one waits for, in the order of their tasks. */
    static List<Integer> awaited(RunSnapshot run, int number, Judgement.Wait wait) {
        Judge judge = new Judge(run, number, Instant.MIN);
        int[] tasks = switch (wait.cause()) {
            case UPSTREAM -> run.graph().upstream(judge.task);
            case SETUP -> run.graph().indirectSetupsOf(judge.task);
            case LIST, LIST_REMOVED -> run.graph().mapSources(judge.task);
            case PAST -> new int[0];
        };
        return Arrays.stream(tasks)
                .boxed()
                .flatMap(other -> judge.instancesOf(other).stream())
                .filter(other -> !run.instance(other).state().isFinal())
                .toList();
    }

    private Judgement judge() {
        int decider = decider();
        if (decider >= 0) {
            return skip(Decisions.reason(run.graph(), decider));
        }
        Judgement setups = standsOn();
        if (setups != null) {
            return setups;
        }
        boolean mapped = run.graph().mapping(task) != null;
        Judgement lists = mapped ? lists() : null;
        if (lists instanceof Judgement.End) {
            return lists;
        }
        Judgement rule = rule();
        if (rule instanceof Judgement.End) {
            return rule;
        }
        if (lists != null) {
            return lists;
        }
        if (mapped && instance.mapIndex() == TaskInstance.UNMAPPED) {
            return expand();
        }
        return rule instanceof Judgement.Run ? past() : rule;
    }

    /** The task whose decision skips this one, or -1. A decision counts while its task is a success. */
    private int decider() {
        TaskGraph graph = run.graph();
        for (int decider : graph.decidersOf(task)) {
            boolean together = graph.mappedTogether(decider, task);
            int other = run.numberOf(decider, together ? instance.mapIndex() : TaskInstance.UNMAPPED);
            if (other >= 0 && Decisions.skips(run, other, task)) {
                return decider;
            }
        }
        return -1;
    }

    private @Nullable Judgement standsOn() {
        int[] setups = run.graph().indirectSetupsOf(task);
        if (setups.length == 0) {
            return null;
        }
        UpstreamCounts counts = counts(setups);
        return switch (TriggerRules.standsOn(counts, instance.mapIndex())) {
            case RUN -> null;
            case WAIT -> new Judgement.Wait(Judgement.Cause.SETUP, counts);
            case SKIP -> skip("a setup that it stands on was skipped");
            case UPSTREAM_FAILED -> new Judgement.End(Ending.UPSTREAM_FAILED, "a setup that it stands on failed");
            case REMOVED -> new Judgement.End(Ending.REMOVED, "the setup that it stands on has no such map index");
        };
    }

    private @Nullable Judgement lists() {
        MapLists.Sources sources = MapLists.judge(run, task);
        return switch (sources) {
            case READY -> null;
            case UNFINISHED -> new Judgement.Wait(Judgement.Cause.LIST);
            case REMOVED -> new Judgement.Wait(Judgement.Cause.LIST_REMOVED);
            case SKIPPED -> skip("a task whose list it is mapped over was skipped");
            case FAILED ->
                new Judgement.End(Ending.UPSTREAM_FAILED, "a task whose list it is mapped over did not succeed");
        };
    }

    private Judgement expand() {
        long length = MapLists.length(run, task);
        if (length == 0) {
            return new Judgement.End(Ending.SKIPPED, "the list that it is mapped over is empty");
        }
        return length > MapLists.MOST_INSTANCES
                ? new Judgement.End(
                        Ending.UPSTREAM_FAILED,
                        "its lists make " + length + " instances, at most " + MapLists.MOST_INSTANCES + " are possible")
                : new Judgement.Expand((int) length);
    }

    private Judgement rule() {
        UpstreamCounts up = run.upstream(task).plus(counts(run.graph().upstream(task, true)));
        TriggerRules.Verdict verdict = run.graph().isTeardown(task)
                ? TriggerRules.teardown(up, counts(directSetups()))
                : TriggerRules.judge(run.graph().task(task).triggerRule(), up, instance.mapIndex());
        return switch (verdict) {
            case RUN -> RUN;
            case WAIT -> new Judgement.Wait(Judgement.Cause.UPSTREAM, up);
            case SKIP -> skip(ruleSentence(up));
            case UPSTREAM_FAILED -> new Judgement.End(Ending.UPSTREAM_FAILED, ruleSentence(up));
            case REMOVED -> new Judgement.End(Ending.REMOVED, "its upstream tasks have no such map index any more");
        };
    }

    private String ruleSentence(UpstreamCounts up) {
        return "its rule " + rule(run.graph(), task) + " cannot be met: of " + up.total() + " upstream tasks "
                + up.success()
                + " succeeded, " + up.failed() + " failed, " + up.upstreamFailed() + " could not run, " + up.skipped()
                + " were skipped";
    }

    /** What a task's rule is called. */
    static String rule(TaskGraph graph, int task) {
        return graph.isTeardown(task)
                ? "of a teardown"
                : graph.task(task).triggerRule().name().toLowerCase(Locale.ROOT);
    }

    private int[] directSetups() {
        return Arrays.stream(run.graph().upstream(task))
                .filter(run.graph()::isSetup)
                .toArray();
    }

    /** The states of the instances that count of some tasks. */
    private UpstreamCounts counts(int[] tasks) {
        UpstreamCounts counts = UpstreamCounts.NONE;
        for (int other : tasks) {
            counts = counts.plus(
                    run.graph().mappedTogether(other, task)
                            ? UpstreamCounts.of(instancesOf(other).stream()
                                    .map(number -> run.instance(number).state())
                                    .toList())
                            : run.states(other));
        }
        return counts;
    }

    /** Of a task that is mapped together with this one, only the same map index counts. */
    private List<Integer> instancesOf(int other) {
        if (!run.graph().mappedTogether(other, task)) {
            return run.numbersOf(other);
        }
        int partner = run.numberOf(other, instance.mapIndex());
        return partner < 0 ? List.of() : List.of(partner);
    }

    private Judgement past() {
        if (waitsForThePast()) {
            return new Judgement.Wait(Judgement.Cause.PAST);
        }
        ControlSpec control = run.graph().task(task).control();
        return switch (control.decision()) {
            case DecisionSpec.LatestOnly latest -> decided(TaskResult.ofStop(!isLatest()));
            case DecisionSpec.Clock clock ->
                decided(Decisions.chosen(
                        run.graph(), task, clock.branch(), ClockTests.holds(clock.test(), asked(clock))));
            case null, default ->
                control.waits() == null
                        ? RUN
                        : new Judgement.Act(EngineWork.begin(run.run(), instance, control.waits(), now));
        };
    }

    private static Judgement decided(TaskResult result) {
        return new Judgement.Act(new TaskEvent.Decided(result));
    }

    private Instant asked(DecisionSpec.Clock clock) {
        Instant date = run.run().logicalDate();
        return clock.ofLogicalDate() && date != null ? date : now;
    }

    /** A run that people started stands beside the schedule. */
    private boolean isLatest() {
        DagRun itself = run.run();
        DagGraph dag = run.graph().definition();
        Instant slot = itself.intervalEnd() == null ? itself.logicalDate() : itself.intervalEnd();
        return slot == null
                || itself.type() == RunType.MANUAL
                || Timetable.of(dag).isLatest(slot, now);
    }

    /** Not in a run that was ended: what it still has to tear down waits for nothing outside of it. */
    private boolean waitsForThePast() {
        return !run.run().state().isFinal() && run.past(task) instanceof PastGate.Answer.Closed;
    }

    private Judgement skip(String reason) {
        PastSpec past = run.graph().task(task).control().past();
        if (past != null && past.beforeSkipping() && waitsForThePast()) {
            return new Judgement.Wait(Judgement.Cause.PAST);
        }
        return new Judgement.End(Ending.SKIPPED, reason);
    }
}
