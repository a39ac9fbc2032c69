package io.orchestrator.core.simulation;

import io.orchestrator.core.task.TaskState;
import io.orchestrator.protocol.graph.TriggerRule;
import java.util.ArrayList;
import java.util.List;

/** When a task may start, written from what the trigger rules say and not from how the engine counts. */
final class RuleOracle {

    private static final List<TaskState> ENDS =
            List.of(TaskState.SUCCESS, TaskState.FAILED, TaskState.SKIPPED, TaskState.UPSTREAM_FAILED);

    private RuleOracle() {}

    /** Whether the rule is met. */
    static boolean mayStart(TriggerRule rule, List<TaskState> upstream) {
        if (upstream.isEmpty()) {
            return true;
        }
        boolean done = upstream.stream().allMatch(TaskState::isFinal);
        return switch (rule) {
            case ALL_SUCCESS -> all(upstream, TaskState.SUCCESS);
            case ALL_FAILED -> all(upstream, TaskState.FAILED, TaskState.UPSTREAM_FAILED);
            case ALL_DONE -> done;
            case ALL_DONE_MIN_ONE_SUCCESS ->
                done && !any(upstream, TaskState.SKIPPED) && any(upstream, TaskState.SUCCESS);
            case ALL_SKIPPED -> all(upstream, TaskState.SKIPPED);
            case ONE_FAILED -> any(upstream, TaskState.FAILED, TaskState.UPSTREAM_FAILED);
            case ONE_SUCCESS -> any(upstream, TaskState.SUCCESS);
            case ONE_DONE -> any(upstream, TaskState.SUCCESS, TaskState.FAILED);
            case NONE_FAILED -> done && !any(upstream, TaskState.FAILED, TaskState.UPSTREAM_FAILED);
            case NONE_FAILED_MIN_ONE_SUCCESS ->
                done && !any(upstream, TaskState.FAILED, TaskState.UPSTREAM_FAILED) && any(upstream, TaskState.SUCCESS);
            case NONE_SKIPPED -> done && !any(upstream, TaskState.SKIPPED);
            case ALWAYS -> true;
        };
    }

    /** Whether the rule is met, or can be met by whatever becomes of the tasks that have not ended. */
    static boolean mayEverStart(TriggerRule rule, List<TaskState> upstream) {
        if (mayStart(rule, upstream)) {
            return true;
        }
        for (int task = 0; task < upstream.size(); task++) {
            if (!upstream.get(task).isFinal()) {
                return mayStartAfter(rule, upstream, task);
            }
        }
        return false;
    }

    private static boolean mayStartAfter(TriggerRule rule, List<TaskState> upstream, int open) {
        List<TaskState> after = new ArrayList<>(upstream);
        return ENDS.stream().anyMatch(end -> {
            after.set(open, end);
            return mayEverStart(rule, after);
        });
    }

    private static boolean all(List<TaskState> states, TaskState... which) {
        return states.stream()
                .allMatch(state -> state == TaskState.REMOVED || List.of(which).contains(state));
    }

    private static boolean any(List<TaskState> states, TaskState... which) {
        return states.stream().anyMatch(state -> List.of(which).contains(state));
    }
}
