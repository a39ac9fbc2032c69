package io.orchestrator.core.decide;

import io.orchestrator.core.run.DagRunState;
import io.orchestrator.core.task.TaskInstance;
import io.orchestrator.core.task.TaskState;
import io.orchestrator.core.task.Waiting;
import io.orchestrator.protocol.graph.ControlSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Why a run or a task instance does not go on. Nothing is decided here: the causes are those that {@link Judge}, {@link RunGate}
 * and {@link Admission} give when they decide; this only follows them from one to the next.
 */
public final class Explain {

    /** So many of what an instance waits for are looked at to find what most needs somebody. */
    private static final int LOOKED_AT = 50;

    private final Around around;
    private final Instant now;
    private final List<Explanation.Step> steps = new ArrayList<>();
    private final Set<Subject> seen = new HashSet<>();

    private record Subject(long runKey, int number) {}

    private static final int ITSELF = -1;

    /** What lies around a run. */
    public interface Around {

        /** Another unfinished run of the same DAG, or null: it is not at hand. */
        @Nullable
        RunSnapshot run(String dagId, String runId);

        /** Why a queued run does not start. */
        Blocker queued(RunSnapshot run);

        /** Why a scheduled instance is at no worker. */
        Blocker scheduled(RunSnapshot run, int number);

        /** What an instance does that a worker has. */
        Blocker atWorker(RunSnapshot run, TaskInstance instance);
    }

    private Explain(Around around, Instant now) {
        this.around = around;
        this.now = now;
    }

    public static Explanation run(RunSnapshot run, Around around, Instant now) {
        Explain explain = new Explain(around, now);
        explain.follow(run, ITSELF);
        return new Explanation(explain.steps);
    }

    /** @param number of an instance of the run */
    public static Explanation task(RunSnapshot run, int number, Around around, Instant now) {
        Explain explain = new Explain(around, now);
        explain.follow(run, number);
        return new Explanation(explain.steps);
    }

    /** The one cause of an unfinished instance. */
    static Blocker blocker(RunSnapshot run, int number, Around around, Instant now) {
        return new Explain(around, now).ofTask(run, number);
    }

    /** One after the other, because a chain may be as long as a DAG. */
    private void follow(RunSnapshot begin, int first) {
        RunSnapshot run = begin;
        int number = first;
        while (run != null && seen.add(new Subject(run.run().runKey(), number)) && isUnfinished(run, number)) {
            Blocker blocker = number == ITSELF ? ofRun(run) : ofTask(run, number);
            Next next = blocker.leadsOn() ? next(run, number, blocker) : null;
            steps.add(step(run, number, blocker, next == null));
            run = next == null ? null : next.run();
            number = next == null ? ITSELF : next.number();
        }
    }

    private record Next(RunSnapshot run, int number) {}

    private static boolean isUnfinished(RunSnapshot run, int number) {
        return number == ITSELF
                ? !run.run().state().isFinal() || run.unfinished() > 0
                : !run.instance(number).state().isFinal();
    }

    private static Explanation.Step step(RunSnapshot run, int number, Blocker blocker, boolean root) {
        TaskInstance instance = number == ITSELF ? null : run.instance(number);
        return new Explanation.Step(
                run.run().runId(),
                instance == null ? null : instance.taskId(),
                instance == null ? TaskInstance.UNMAPPED : instance.mapIndex(),
                blocker.key(),
                blocker.sentence(),
                blocker.until(),
                root,
                blocker.needsPerson());
    }

    private Blocker ofRun(RunSnapshot run) {
        if (run.run().state() == DagRunState.QUEUED) {
            return around.queued(run);
        }
        int furthest = furthest(run);
        return furthest < 0 ? new Blocker.Starting() : new RunBlocker.Task(name(run, furthest));
    }

    private Blocker ofTask(RunSnapshot run, int number) {
        TaskInstance instance = run.instance(number);
        return switch (instance.state()) {
            case NONE -> waiting(run, number);
            case SCHEDULED -> around.scheduled(run, number);
            case QUEUED, RUNNING, RESTARTING -> around.atWorker(run, instance);
            case UP_FOR_RETRY ->
                new WaitBlocker.RetryAt(
                        Objects.requireNonNull(instance.retryAt()), instance.tryNumber(), instance.maxTries() + 1);
            case UP_FOR_RESCHEDULE, DEFERRED -> outside(run, number, instance);
            case SUCCESS, FAILED, SKIPPED, UPSTREAM_FAILED, REMOVED ->
                throw new IllegalArgumentException(name(run, number) + " has ended: nothing keeps it");
        };
    }

    private static Blocker outside(RunSnapshot run, int number, TaskInstance instance) {
        ControlSpec control = run.graph().task(run.taskOf(number)).control();
        Waiting waiting = Objects.requireNonNull(instance.waiting());
        if (waiting.run() != null) {
            boolean starts = EngineWork.trigger(control.waits()) != null;
            return new WaitBlocker.OtherRun(waiting.run(), starts, waiting.until());
        }
        Instant until = Objects.requireNonNull(waiting.until());
        if (control.waits() != null) {
            return new WaitBlocker.Until(until);
        }
        if (instance.state() == TaskState.DEFERRED) {
            return new WaitBlocker.GoesOn(until);
        }
        Instant first = waiting.firstAt();
        Instant givesUp = control.poke() == null || first == null
                ? null
                : first.plus(control.poke().timeout());
        return new WaitBlocker.LooksAgain(waiting.pauses(), until, givesUp);
    }

    private Blocker waiting(RunSnapshot run, int number) {
        if (run.run().state() == DagRunState.QUEUED) {
            return new OrderBlocker.RunQueued();
        }
        boolean ended = run.run().state().isFinal() && !run.graph().isTeardown(run.taskOf(number));
        if (ended || !(Judge.judge(run, number, now) instanceof Judgement.Wait wait)) {
            return ended
                    ? new OrderBlocker.RunEnded(
                            run.run().state().key(), run.run().stateReason())
                    : new Blocker.Starting();
        }
        return switch (wait.cause()) {
            case UPSTREAM ->
                new OrderBlocker.Upstream(
                        Judge.rule(run.graph(), run.taskOf(number)), wait.counts(), awaited(run, number, wait));
            case SETUP -> new OrderBlocker.Setup(awaited(run, number, wait));
            case LIST -> new OrderBlocker.ListMissing(awaited(run, number, wait));
            case LIST_REMOVED -> new OrderBlocker.ListRemoved();
            case PAST -> past(run, number);
        };
    }

    private static List<String> awaited(RunSnapshot run, int number, Judgement.Wait wait) {
        return Judge.awaited(run, number, wait).stream()
                .map(other -> name(run, other))
                .toList();
    }

    private static Blocker past(RunSnapshot run, int number) {
        return run.past(run.taskOf(number)) instanceof PastGate.Answer.Closed closed
                ? new OrderBlocker.RunBefore(closed.runId(), closed.taskId(), closed.reason(), closed.unfinished())
                : new Blocker.Starting();
    }

    private @Nullable Next next(RunSnapshot run, int number, Blocker blocker) {
        return switch (blocker) {
            case OrderBlocker.RunQueued queued -> new Next(run, ITSELF);
            case RunBlocker.Task task -> new Next(run, furthest(run));
            case RunBlocker.MaxActiveRuns full -> holder(run, full.running());
            case BackfillBlocker.BackfillFull full -> holder(run, full.running());
            case OrderBlocker.RunBefore before -> before(run, before);
            case LimitBlocker.MaxActiveTasks full -> atWorker(run);
            case OrderBlocker.Upstream up -> new Next(run, worst(run, number));
            case OrderBlocker.Setup setup -> new Next(run, worst(run, number));
            case OrderBlocker.ListMissing list -> new Next(run, worst(run, number));
            default -> null;
        };
    }

    /** Of what an instance waits for, what needs somebody comes first, then what waits itself: the rest takes care of itself. */
    private int worst(RunSnapshot run, int number) {
        List<Integer> awaited = Judge.judge(run, number, now) instanceof Judgement.Wait wait
                ? Judge.awaited(run, number, wait)
                : List.of();
        int worst = awaited.isEmpty() ? number : awaited.getFirst();
        int most = -1;
        for (int other : awaited.subList(0, Math.min(LOOKED_AT, awaited.size()))) {
            Blocker blocker = ofTask(run, other);
            int rank = blocker.needsPerson() ? 2 : blocker instanceof WorkerBlocker.Running ? 0 : 1;
            if (rank > most) {
                most = rank;
                worst = other;
            }
        }
        return worst;
    }

    private static @Nullable Next atWorker(RunSnapshot run) {
        int first = first(run, TaskState::isAtWorker);
        return first < 0 ? null : new Next(run, first);
    }

    /** Of the runs that take the room, one that is not in this chain already. */
    private @Nullable Next holder(RunSnapshot run, List<String> running) {
        return running.stream()
                .map(runId -> around.run(run.run().dagId(), runId))
                .filter(Objects::nonNull)
                .filter(other -> !seen.contains(new Subject(other.run().runKey(), ITSELF)))
                .map(other -> new Next(other, ITSELF))
                .findFirst()
                .orElse(null);
    }

    private @Nullable Next before(RunSnapshot run, OrderBlocker.RunBefore before) {
        RunSnapshot other = around.run(run.run().dagId(), before.runId());
        if (other == null || other.graph().find(before.taskId()).isEmpty()) {
            return null;
        }
        return other.numbersOf(other.graph().indexOf(before.taskId())).stream()
                .filter(number -> !other.instance(number).state().isFinal())
                .findFirst()
                .map(number -> new Next(other, number))
                .orElse(null);
    }

    /** The instance that says how far a run is: one that runs, else one that is about to, else one that waits. */
    private static int furthest(RunSnapshot run) {
        int running = first(run, state -> state == TaskState.RUNNING);
        int atWorker = running >= 0 ? running : first(run, TaskState::isAtWorker);
        int active = atWorker >= 0 ? atWorker : first(run, state -> !state.isFinal() && state != TaskState.NONE);
        return active >= 0 ? active : first(run, state -> !state.isFinal());
    }

    private static int first(RunSnapshot run, Predicate<TaskState> which) {
        for (int number = 0; number < run.size(); number++) {
            TaskInstance instance = run.find(number);
            if (instance != null && which.test(instance.state())) {
                return number;
            }
        }
        return -1;
    }

    static String name(RunSnapshot run, int number) {
        TaskInstance instance = run.instance(number);
        return instance.mapIndex() < 0 ? instance.taskId() : instance.taskId() + "[" + instance.mapIndex() + "]";
    }
}
