package io.orchestrator.core.decide;

import io.orchestrator.core.dag.TaskGraph;
import io.orchestrator.core.task.TaskResult;
import io.orchestrator.protocol.graph.DecisionSpec;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What the output of a task means to the tasks that follow: nothing, a list's length, a decision; or it is wrong. */
public sealed interface Outcome {

    /** @param result null: nobody decides by the output */
    record Accepted(@Nullable TaskResult result) implements Outcome {}

    /** @param reason what was found and what was expected */
    record Refused(String reason) implements Outcome {}

    /**
     * @param mostElements a longer list is refused
     */
    static Outcome of(TaskGraph graph, int task, @Nullable JsonNode output, int mostElements) {
        DecisionSpec decision = graph.task(task).control().decision();
        if (decision != null) {
            TaskResult result = Decisions.of(graph, task, decision, output);
            return result == null
                    ? new Refused(String.valueOf(Decisions.fault(graph, decision, output)))
                    : new Accepted(result);
        }
        boolean isList = graph.mapConsumers(task).length > 0 && graph.mapping(task) == null;
        return isList ? list(graph, task, output, mostElements) : new Accepted(null);
    }

    private static Outcome list(TaskGraph graph, int task, @Nullable JsonNode output, int mostElements) {
        String mapped = "task " + graph.task(graph.mapConsumers(task)[0]).taskId() + " is mapped over the output, ";
        if (output == null || output.isNull()) {
            return new Refused(mapped + "but there is none; expected a list");
        }
        if (!output.isArray() && !output.isObject()) {
            return new Refused(
                    mapped + "which is " + output.getNodeType().name().toLowerCase(Locale.ROOT) + "; expected a list");
        }
        return output.size() > mostElements
                ? new Refused(
                        mapped + "which has " + output.size() + " elements; at most " + mostElements + " are possible")
                : new Accepted(TaskResult.ofLength(output.size()));
    }
}
