package io.orchestrator.core.decide;

import io.orchestrator.core.dag.TaskGraph;
import io.orchestrator.core.task.TaskEvent;
import io.orchestrator.core.task.TaskInstance;
import io.orchestrator.core.task.TaskResult;
import io.orchestrator.core.task.TaskState;
import io.orchestrator.protocol.graph.DecisionSpec;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** What the decisions of branches and short circuits skip. */
final class Decisions {

    private Decisions() {}

    /** Whether an instance has decided that a task after it is skipped. A decision counts while the instance is a success. */
    static boolean skips(RunSnapshot run, int decider, int task) {
        TaskInstance instance = run.instance(decider);
        TaskResult result = instance.result();
        return instance.state() == TaskState.SUCCESS
                && result != null
                && !run.graph().isTeardown(task)
                && (result.stops()
                        || result.skips().contains(run.graph().task(task).taskId()));
    }

    /** Skips what was ready to start when the decision came. What a worker has already goes on. */
    static void leaveOut(RunDraft draft, int decider) {
        TaskGraph graph = draft.graph();
        int deciding = draft.taskOf(decider);
        int mapIndex = draft.instance(decider).mapIndex();
        for (int task : graph.reach(Set.of(deciding), true)) {
            boolean together = graph.mappedTogether(deciding, task);
            if (task == deciding || !together && mapIndex >= 0 || !decides(graph, deciding, task)) {
                continue;
            }
            for (int number : List.copyOf(draft.numbersOf(task))) {
                TaskInstance instance = draft.instance(number);
                if ((!together || instance.mapIndex() == mapIndex)
                        && instance.state() == TaskState.SCHEDULED
                        && skips(draft, decider, task)) {
                    draft.move(number, new TaskEvent.LeftOut(reason(graph, deciding)));
                }
            }
        }
    }

    private static boolean decides(TaskGraph graph, int decider, int task) {
        for (int other : graph.decidersOf(task)) {
            if (other == decider) {
                return true;
            }
        }
        return false;
    }

    static String reason(TaskGraph graph, int decider) {
        return "task " + graph.task(decider).taskId() + " decided so";
    }

    /** @return what an output decides, or null if it cannot be a decision of that kind; {@link #fault} says why */
    static @Nullable TaskResult of(TaskGraph graph, int task, DecisionSpec decision, @Nullable JsonNode output) {
        return switch (decision) {
            case DecisionSpec.ShortCircuit stop -> TaskResult.ofStop(!isTruthy(output));
            case DecisionSpec.LatestOnly latest -> TaskResult.ofStop(!isTruthy(output));
            case DecisionSpec.Clock clock -> chosen(graph, task, clock.branch(), isTruthy(output));
            case DecisionSpec.Branch branch ->
                Choices.fault(graph, branch, output) == null
                        ? new TaskResult(null, Choices.leftOut(graph, task, branch, output), false)
                        : null;
        };
    }

    /** @return why an output cannot be a decision of this kind, or null if it can */
    static @Nullable String fault(TaskGraph graph, DecisionSpec decision, @Nullable JsonNode output) {
        return switch (decision) {
            case DecisionSpec.ShortCircuit stop -> null;
            case DecisionSpec.LatestOnly latest -> null;
            case DecisionSpec.Clock clock -> null;
            case DecisionSpec.Branch branch -> Choices.fault(graph, branch, output);
        };
    }

    /** What a branch leaves out that returned yes or no. */
    static TaskResult chosen(TaskGraph graph, int task, DecisionSpec.Branch branch, boolean answer) {
        return new TaskResult(
                null, Choices.leftOut(graph, task, branch, JsonNodeFactory.instance.booleanNode(answer)), false);
    }

    private static boolean isTruthy(@Nullable JsonNode value) {
        if (value == null || value.isNull() || value.isMissingNode()) {
            return false;
        }
        if (value.isBoolean()) {
            return value.asBoolean();
        }
        if (value.isNumber()) {
            return value.asDouble() != 0;
        }
        return value.isString() ? !value.asString().isEmpty() : !value.isEmpty();
    }
}
