package io.orchestrator.core.decide;

import io.orchestrator.core.task.TaskEvent;
import io.orchestrator.core.task.TaskInstance;
import io.orchestrator.core.task.TaskState;

/** Ends what has not ended yet. */
final class Ending {

    private Ending() {}

    /** Running tasks fail, others are skipped; teardowns go on. */
    static void endAllButTeardowns(RunDraft draft, String reason) {
        for (int number = 0; number < draft.size(); number++) {
            TaskInstance before = draft.find(number);
            if (before == null || before.state().isFinal() || draft.graph().isTeardown(draft.taskOf(number))) {
                continue;
            }
            draft.move(number, new TaskEvent.Marked(ending(before.state()), reason));
            if (before.state().isAtWorker()) {
                draft.stopAttempt(before, reason);
            }
        }
    }

    /** Ends the run's other tasks if this one has failed and the DAG fails fast. */
    static void ifFailsFast(RunDraft draft, int number) {
        TaskInstance instance = draft.instance(number);
        if (instance.state() == TaskState.FAILED && draft.graph().definition().failFast()) {
            endAllButTeardowns(draft, "task " + instance.taskId() + " failed, and the DAG fails fast");
        }
    }

    private static TaskState ending(TaskState state) {
        return switch (state) {
            case RUNNING, RESTARTING -> TaskState.FAILED;
            case NONE, SCHEDULED, QUEUED, UP_FOR_RETRY, UP_FOR_RESCHEDULE, DEFERRED -> TaskState.SKIPPED;
            case SUCCESS, FAILED, SKIPPED, UPSTREAM_FAILED, REMOVED -> state;
        };
    }
}
