package io.orchestrator.core.decide;

import io.orchestrator.core.run.RunType;
import io.orchestrator.core.task.TaskState;
import io.orchestrator.protocol.graph.Catchup;
import io.orchestrator.protocol.graph.PastSpec;
import io.orchestrator.protocol.graph.TaskSpec;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Whether a task that depends on the run before may start: every instance of it there has succeeded or was skipped. */
public final class PastGate {

    private static final Answer OPEN = new Answer.Open();

    private PastGate() {}

    /** What the run before says. */
    public sealed interface Answer {
        record Open() implements Answer {}

        /** @param reason a sentence that names what is waited for */
        record Closed(String reason) implements Answer {}
    }

    /**
     * A run with an earlier logical date, as far as one task is concerned.
     *
     * @param task the states of the task's instances; empty: the task was not there
     * @param followers the states of the instances that follow it directly
     */
    public record EarlierRun(
            String runId, Instant logicalDate, RunType type, List<TaskState> task, List<TaskState> followers) {}

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
                .filter(run -> catchup != Catchup.ALL || run.type() != RunType.MANUAL)
                .reduce((one, other) -> other.logicalDate().isAfter(one.logicalDate()) ? other : one);
    }

    /**
     * @param firstOfBackfill the run is the first of a backfill, which has no past of its own
     */
    public static Answer judge(TaskSpec task, Catchup catchup, boolean firstOfBackfill, Optional<EarlierRun> previous) {
        PastSpec past = task.control().past();
        if (past == null || firstOfBackfill || previous.isEmpty()) {
            return OPEN;
        }
        EarlierRun run = previous.get();
        Instant start = task.control().startDate();
        if (catchup == Catchup.ALL && start != null && run.logicalDate().isBefore(start)) {
            return OPEN;
        }
        if (run.task().isEmpty()) {
            return new Answer.Closed("task " + task.taskId() + " was not there in the run before, " + run.runId()
                    + ": mark it as a success once to let it start");
        }
        return behind(run.task())
                .or(() -> past.waitForDownstream() ? behind(run.followers()) : Optional.empty())
                .<Answer>map(state -> new Answer.Closed("the run before, " + run.runId() + ", is not so far: task "
                        + task.taskId() + (isIn(run.task()) ? "" : ", or one that follows it,") + " is " + state.key()
                        + " there"))
                .orElse(OPEN);
    }

    private static boolean isIn(List<TaskState> states) {
        return behind(states).isPresent();
    }

    private static Optional<TaskState> behind(List<TaskState> states) {
        return states.stream()
                .filter(state -> state != TaskState.SUCCESS && state != TaskState.SKIPPED)
                .findFirst();
    }
}
