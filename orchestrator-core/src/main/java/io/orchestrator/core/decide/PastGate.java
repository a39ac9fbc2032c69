package io.orchestrator.core.decide;

import io.orchestrator.core.run.RunType;
import io.orchestrator.protocol.graph.Catchup;
import io.orchestrator.protocol.graph.PastSpec;
import io.orchestrator.protocol.graph.TaskSpec;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Whether a task that depends on the run before may start: every instance of it there has succeeded or was skipped. */
public final class PastGate {

    private static final Answer OPEN = new Answer.Open();
    private static final String UNFINISHED = "has not ended";

    private PastGate() {}

    /** What the run before says. */
    public sealed interface Answer {
        record Open() implements Answer {}

        /**
         * @param runId the run that is waited for
         * @param taskId the task there that is not so far
         * @param reason a clause that names what is waited for
         * @param unfinished it has not ended there, so time may mend it
         */
        record Closed(String runId, String taskId, String reason, boolean unfinished) implements Answer {}
    }

    /**
     * A run with an earlier logical date.
     *
     * @param states of the instances that a task, by its id, has there; none: the task is not there
     */
    public record EarlierRun(
            long runKey, String runId, Instant logicalDate, RunType type, Function<String, UpstreamCounts> states) {}

    /** @return that nothing is waited for */
    public static Answer open() {
        return OPEN;
    }

    /**
     * The run that a run depends on: the nearest earlier one. A DAG that catches up passes over runs by hand, which stand
     * beside its schedule.
     *
     * @param earlier in any order
     */
    public static Optional<EarlierRun> previous(List<EarlierRun> earlier, Catchup catchup) {
        return earlier.stream()
                .filter(run -> !passesOver(run.type(), catchup))
                .reduce((one, other) -> other.logicalDate().isAfter(one.logicalDate()) ? other : one);
    }

    /** Whether a run of that type is never the one before another. */
    public static boolean passesOver(RunType type, Catchup catchup) {
        return catchup == Catchup.ALL && type == RunType.MANUAL;
    }

    /**
     * @param followers the ids of the tasks that follow it directly
     * @param firstOfBackfill the run is the first of a backfill, which has no past of its own
     */
    public static Answer judge(
            TaskSpec task,
            List<String> followers,
            Catchup catchup,
            boolean firstOfBackfill,
            Optional<EarlierRun> previous) {
        PastSpec past = task.control().past();
        if (past == null || firstOfBackfill || previous.isEmpty()) {
            return OPEN;
        }
        EarlierRun run = previous.get();
        Instant start = task.control().startDate();
        if (catchup == Catchup.ALL && start != null && run.logicalDate().isBefore(start)) {
            return OPEN;
        }
        UpstreamCounts there = run.states().apply(task.taskId());
        if (there.total() == 0 || isBehind(there)) {
            return closed(run, task.taskId(), "task " + task.taskId(), there);
        }
        return followers.stream()
                .filter(id -> past.waitForDownstream() && isBehind(run.states().apply(id)))
                .findFirst()
                .map(id -> closed(
                        run,
                        id,
                        "task " + id + ", which follows it,",
                        run.states().apply(id)))
                .orElse(OPEN);
    }

    private static Answer closed(EarlierRun run, String taskId, String who, UpstreamCounts there) {
        String what = behind(there);
        return new Answer.Closed(
                run.runId(), taskId, who + " " + what + " in run " + run.runId(), what.equals(UNFINISHED));
    }

    private static boolean isBehind(UpstreamCounts there) {
        return there.success() + there.skipped() < there.total();
    }

    /** What a person has to mend comes before what only takes time. */
    private static String behind(UpstreamCounts there) {
        if (there.total() == 0) {
            return "was not there";
        }
        if (there.failed() > 0) {
            return "failed";
        }
        if (there.upstreamFailed() > 0) {
            return "could not run";
        }
        return there.removed() > 0 ? "was removed" : UNFINISHED;
    }
}
