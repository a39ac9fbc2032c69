package io.orchestrator.core.config;

import io.orchestrator.core.engine.TurnListener;
import io.orchestrator.core.run.DagRun;
import io.orchestrator.core.schedule.Alarm;
import io.orchestrator.core.task.TaskAttempt;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sets the alarm clock after each turn, and passes on what there is to tell.
 *
 * @param listener whoever else is told
 */
record AlarmedListener(Alarm alarm, TurnListener listener) implements TurnListener {

    @Override
    public void turned(List<DagRun> runs, @Nullable Instant nextDue) {
        alarm.setFor(nextDue);
        listener.turned(runs, nextDue);
    }

    @Override
    public void attempted(DagRun run, List<TaskAttempt> attempts) {
        listener.attempted(run, attempts);
    }

    @Override
    public void ended(DagRun run) {
        listener.ended(run);
    }
}
