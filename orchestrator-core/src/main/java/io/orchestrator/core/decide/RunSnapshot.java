package io.orchestrator.core.decide;

import io.orchestrator.core.dag.TaskGraph;
import io.orchestrator.core.run.DagRun;
import io.orchestrator.core.task.TaskAttempt;
import io.orchestrator.core.task.TaskInstance;
import java.util.Collection;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One run as deciding sees it. Task instances are numbered as the tasks of the graph. */
public interface RunSnapshot {

    TaskGraph graph();

    DagRun run();

    TaskInstance instance(int task);

    UpstreamCounts upstream(int task);

    /** How many instances are not final. */
    int unfinished();

    /** How many instances are in a state that something will move: at a worker, ready, or waiting for a retry. */
    int active();

    /** An attempt that has not ended, or null. */
    @Nullable
    TaskAttempt openAttempt(UUID attemptId);

    Collection<TaskAttempt> openAttempts();
}
