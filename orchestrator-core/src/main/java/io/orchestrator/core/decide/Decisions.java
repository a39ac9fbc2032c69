package io.orchestrator.core.decide;

import io.orchestrator.core.dag.TaskGraph;
import io.orchestrator.core.task.TaskEvent;
import io.orchestrator.core.task.TaskInstance;
import io.orchestrator.core.task.TaskResult;
import io.orchestrator.core.task.TaskState;
import io.orchestrator.protocol.graph.DecisionSpec;
import io.orchestrator.protocol.graph.GroupSpec;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

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
            case DecisionSpec.Branch branch ->
                fault(graph, output) == null
                        ? new TaskResult(null, leftOut(graph, task, chosen(graph, output)), false)
                        : null;
        };
    }

    /** @return why an output is no choice of a branch, or null if it is one */
    static @Nullable String fault(TaskGraph graph, @Nullable JsonNode output) {
        for (JsonNode item : items(output)) {
            if (!item.isString()) {
                return "a branch chose " + item + "; expected the id of a task or group, a list of ids, or null";
            }
            if (tasksOf(graph, item.asString()).isEmpty()) {
                return "a branch chose \"" + item.asString() + "\", which is no task or group of DAG "
                        + graph.definition().dagId();
            }
        }
        return null;
    }

    private static List<JsonNode> items(@Nullable JsonNode output) {
        if (output == null || output.isNull()) {
            return List.of();
        }
        return output.isArray() ? output.valueStream().toList() : List.of(output);
    }

    private static Set<Integer> chosen(TaskGraph graph, @Nullable JsonNode output) {
        Set<Integer> chosen = new LinkedHashSet<>();
        items(output).forEach(item -> chosen.addAll(tasksOf(graph, item.asString())));
        return chosen;
    }

    /** A task by its id; the first tasks of a group by the group's. */
    private static List<Integer> tasksOf(TaskGraph graph, String id) {
        if (graph.find(id).isPresent()) {
            return List.of(graph.indexOf(id));
        }
        boolean group =
                graph.definition().groups().stream().map(GroupSpec::groupId).anyMatch(id::equals);
        List<Integer> first = new ArrayList<>();
        for (int task = 0; group && task < graph.size(); task++) {
            if (isIn(graph, task, id) && isFirstIn(graph, task, id)) {
                first.add(task);
            }
        }
        return first;
    }

    private static boolean isIn(TaskGraph graph, int task, String groupId) {
        String group = graph.task(task).control().group();
        return group != null && (group.equals(groupId) || group.startsWith(groupId + "."));
    }

    private static boolean isFirstIn(TaskGraph graph, int task, String groupId) {
        for (int before : graph.upstream(task)) {
            if (isIn(graph, before, groupId)) {
                return false;
            }
        }
        return true;
    }

    /** Direct followers that are neither chosen nor come after a chosen task. */
    private static Set<String> leftOut(TaskGraph graph, int task, Set<Integer> chosen) {
        Set<Integer> kept = graph.reach(chosen, true);
        Set<String> leftOut = new LinkedHashSet<>();
        for (int follower : graph.downstream(task)) {
            if (!kept.contains(follower) && !graph.isTeardown(follower)) {
                leftOut.add(graph.task(follower).taskId());
            }
        }
        return leftOut;
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
