package io.orchestrator.core.decide;

import io.orchestrator.core.dag.TaskGraph;
import io.orchestrator.protocol.graph.DecisionSpec;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What the output of a branch chooses. */
final class Choices {

    private Choices() {}

    /** @return why an output is no choice of a branch, or null if it is one */
    static @Nullable String fault(TaskGraph graph, DecisionSpec.Branch branch, @Nullable JsonNode output) {
        for (JsonNode item : items(output)) {
            if (!item.isString() && branch.choices() == null) {
                return "a branch chose " + item + "; expected the id of a task or group, a list of ids, or null";
            }
            for (String step : named(branch, item)) {
                if (graph.stepsOf(step).isEmpty()) {
                    return "a branch chose \"" + step + "\", which is no task or group of DAG "
                            + graph.definition().dagId();
                }
            }
            if (branch.choices() != null && !branch.choices().containsKey(key(item)) && branch.otherwise() == null) {
                return "a branch returned " + item + ", for which it has no choice; expected one of "
                        + branch.choices().keySet();
            }
        }
        return null;
    }

    /** Direct followers that are neither chosen nor come after a chosen task. */
    static Set<String> leftOut(TaskGraph graph, int task, DecisionSpec.Branch branch, @Nullable JsonNode output) {
        Set<Integer> chosen = new LinkedHashSet<>();
        items(output).forEach(item -> named(branch, item).forEach(step -> chosen.addAll(graph.stepsOf(step))));
        Set<Integer> kept = graph.reach(chosen, true);
        Set<Integer> eligible = eligible(graph, branch);
        Set<String> leftOut = new LinkedHashSet<>();
        for (int follower : graph.downstream(task)) {
            boolean mayBe = branch.choices() == null || eligible.contains(follower);
            if (mayBe && !kept.contains(follower) && !graph.isTeardown(follower)) {
                leftOut.add(graph.task(follower).taskId());
            }
        }
        return leftOut;
    }

    private static List<JsonNode> items(@Nullable JsonNode output) {
        if (output == null || output.isNull()) {
            return List.of();
        }
        return output.isArray() ? output.valueStream().toList() : List.of(output);
    }

    /** What a value of the output names. */
    private static List<String> named(DecisionSpec.Branch branch, JsonNode item) {
        Map<String, List<String>> choices = branch.choices();
        if (choices == null) {
            return List.of(item.asString());
        }
        List<String> otherwise = branch.otherwise() == null ? List.of() : branch.otherwise();
        return choices.getOrDefault(key(item), otherwise);
    }

    private static String key(JsonNode item) {
        return item.isString() ? item.asString() : item.toString();
    }

    /** Everything that can be chosen. */
    private static Set<Integer> eligible(TaskGraph graph, DecisionSpec.Branch branch) {
        List<String> steps = new ArrayList<>(branch.otherwise() == null ? List.of() : branch.otherwise());
        if (branch.choices() != null) {
            branch.choices().values().forEach(steps::addAll);
        }
        Set<Integer> eligible = new LinkedHashSet<>();
        steps.forEach(step -> eligible.addAll(graph.stepsOf(step)));
        return eligible;
    }
}
