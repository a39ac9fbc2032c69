package io.orchestrator.core.engine;

import io.orchestrator.core.decide.MapElements;
import io.orchestrator.core.decide.MapLists;
import io.orchestrator.core.decide.RunState;
import io.orchestrator.core.given.GivenFor;
import io.orchestrator.core.task.TaskAttempt;
import io.orchestrator.core.task.TaskInstance;
import io.orchestrator.core.task.TaskState;
import io.orchestrator.protocol.graph.GivenSpec;
import io.orchestrator.protocol.graph.MapSpec;
import io.orchestrator.protocol.graph.TaskSpec;
import io.orchestrator.protocol.worker.Assignment;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NullNode;

/** Puts together what one attempt is given: its elements of what it is mapped over, then the outputs that it takes. */
final class Inputs {

    private final RunState state;
    private final int task;
    private final int mapIndex;
    private final UUID attempt;
    private final Function<UUID, @Nullable JsonNode> outputs;
    private final Set<UUID> missing = new LinkedHashSet<>();

    /**
     * @param outputs the output of an attempt, a JSON null if it has none; null: it is not known here
     */
    Inputs(RunState state, TaskAttempt attempt, Function<UUID, @Nullable JsonNode> outputs) {
        this.state = state;
        this.task = state.graph().indexOf(attempt.taskId());
        this.mapIndex = attempt.mapIndex();
        this.attempt = attempt.attemptId();
        this.outputs = outputs;
    }

    /** All of them, what is given without its value; of no use while outputs are {@link #missing}. */
    List<Assignment.Input> all() {
        TaskSpec spec = spec();
        List<Assignment.Input> inputs = new ArrayList<>();
        MapSpec mapping = state.graph().mapping(task);
        boolean takesElements =
                spec.control().mapping() != null || spec.control().takesItem();
        if (mapping != null && takesElements) {
            MapElements.at(mapping, mapIndex, new Lists())
                    .forEach(element -> inputs.add(new Assignment.Input(null, element)));
        }
        for (String upstream : spec.inputs()) {
            inputs.add(new Assignment.Input(upstream, output(state.graph().indexOf(upstream))));
        }
        for (GivenSpec given : spec.given()) {
            inputs.add(new Assignment.Input(null, about(given), new Assignment.Given(given, List.of())));
        }
        return inputs;
    }

    /** For whom it is looked up. */
    private JsonNode about(GivenSpec given) {
        if (given.kind() == GivenSpec.Kind.TRIGGERING_EVENTS) {
            return JsonNodeFactory.instance.numberNode(state.run().runKey());
        }
        return given.kind().isOfDataset()
                ? new GivenFor(state.run().runKey(), attempt, spec().taskId(), mapIndex).toJson()
                : NullNode.getInstance();
    }

    private TaskSpec spec() {
        return state.graph().task(task);
    }

    /** The attempts whose outputs were asked for and are not known. */
    Set<UUID> missing() {
        return missing;
    }

    private JsonNode output(int upstream) {
        if (state.graph().mappedTogether(upstream, task)) {
            return ofInstance(state.numberOf(upstream, mapIndex));
        }
        if (state.graph().mapping(upstream) == null) {
            return ofInstance(state.numberOf(upstream, TaskInstance.UNMAPPED));
        }
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        state.succeeded(upstream).forEach(number -> all.add(ofInstance(number)));
        return all;
    }

    /** What an instance returned; a JSON null if there is none, or it did not succeed. */
    private JsonNode ofInstance(int number) {
        TaskInstance instance = number < 0 ? null : state.find(number);
        UUID attempt = instance == null || instance.state() != TaskState.SUCCESS ? null : instance.attemptId();
        if (attempt == null) {
            return NullNode.getInstance();
        }
        JsonNode value = outputs.apply(attempt);
        if (value == null) {
            missing.add(attempt);
            return NullNode.getInstance();
        }
        return value;
    }

    /** The lists that the task is mapped over. How long they are, the run's state knows. */
    private final class Lists implements MapElements.Outputs {

        @Override
        public int length(String taskId) {
            return MapLists.lengthOf(state, state.graph().indexOf(taskId));
        }

        @Override
        public JsonNode element(String taskId, int index) {
            int source = state.graph().indexOf(taskId);
            if (state.graph().mapping(source) != null) {
                return ofInstance(state.succeeded(source).get(index));
            }
            JsonNode list = ofInstance(state.numberOf(source, TaskInstance.UNMAPPED));
            return list.isContainer() ? MapElements.element(list, index) : NullNode.getInstance();
        }
    }
}
