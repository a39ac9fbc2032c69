package io.orchestrator.core.engine;

import io.orchestrator.core.run.DagRun;
import io.orchestrator.core.task.TaskAttempt;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Is told after each turn that changed something. Must neither block nor throw. */
public interface TurnListener {

    /**
     * @param runs those that changed
     * @param nextDue the earliest instant at which a schedule is due, or null
     */
    void turned(List<DagRun> runs, @Nullable Instant nextDue);

    /** @param attempts of the run, that were handed over, started or ended in a turn; their last state counts */
    default void attempted(DagRun run, List<TaskAttempt> attempts) {}

    /** A run that was not final before a turn is so now. */
    default void ended(DagRun run) {}
}
