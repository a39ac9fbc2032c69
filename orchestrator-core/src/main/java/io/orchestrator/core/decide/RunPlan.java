package io.orchestrator.core.decide;

import io.orchestrator.core.run.DagRun;
import io.orchestrator.core.task.TaskAttempt;
import io.orchestrator.core.task.TaskInstance;
import java.util.List;
import java.util.UUID;

/**
 * What follows from one event in one run.
 *
 * @param verdict whether the event did anything
 * @param run the run as it shall be
 * @param instances those that change, as they shall be
 * @param added those that are new: a list that tasks are mapped over has become known
 * @param gone those that stood for such a list
 * @param attempts those that are new or change, as they shall be
 * @param stops attempts whose worker has to be told
 */
public record RunPlan(
        Verdict verdict,
        DagRun run,
        List<TaskInstance> instances,
        List<TaskInstance> added,
        List<TaskInstance> gone,
        List<TaskAttempt> attempts,
        List<Stop> stops) {

    /** How an event was taken. */
    public enum Verdict {
        APPLIED,
        /** It is known already: nothing changes. */
        REPEATED,
        /** It comes from an attempt that is not current: nothing changes, and that attempt is to be stopped. */
        STALE
    }

    /** An attempt that has to end. */
    public record Stop(UUID sessionId, UUID attemptId, String reason) {}

    static RunPlan nothing(Verdict verdict, DagRun run) {
        return new RunPlan(verdict, run, List.of(), List.of(), List.of(), List.of(), List.of());
    }

    public boolean isApplied() {
        return verdict == Verdict.APPLIED;
    }
}
