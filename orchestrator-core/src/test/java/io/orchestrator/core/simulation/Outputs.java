package io.orchestrator.core.simulation;

import io.orchestrator.core.output.TaskOutput;
import io.orchestrator.core.task.TaskAttempt;
import io.orchestrator.core.task.TaskInstance;
import io.orchestrator.core.task.TaskState;
import io.orchestrator.protocol.worker.Assignment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/** The outputs of one run, and what each attempt must get of them. */
final class Outputs {

    private final RunHistory run;
    private final Map<UUID, JsonNode> stored = new HashMap<>();
    private final Map<UUID, List<JsonNode>> due = new HashMap<>();

    Outputs(RunHistory run) {
        this.run = run;
    }

    /** Takes in an output; it must be what the worker said of an attempt that succeeded. */
    void store(TaskOutput output, Journal journal) {
        if (!output.value().equals(journal.output(output.attemptId()))) {
            throw run.broken("the output of attempt " + output.attemptId() + " is not what its worker said");
        }
        stored.put(output.attemptId(), output.value());
    }

    /** An attempt was given: from now on it is known what it works on. */
    void given(TaskAttempt attempt) {
        List<JsonNode> values = new ArrayList<>();
        for (String upstream : inputs(attempt)) {
            TaskInstance source = run.instance(upstream);
            values.add(source == null ? NullNode.getInstance() : value(source));
        }
        due.put(attempt.attemptId(), values);
    }

    private List<String> inputs(TaskAttempt attempt) {
        return run.graph().task(run.graph().indexOf(attempt.taskId())).inputs();
    }

    private JsonNode value(TaskInstance source) {
        JsonNode value = source.state() == TaskState.SUCCESS && source.attemptId() != null
                ? stored.get(source.attemptId())
                : null;
        return value == null ? NullNode.getInstance() : value;
    }

    /** Holds what a worker got against what it must get; an upstream task that was cleared since has nothing any more. */
    void hold(TaskAttempt attempt, @Nullable List<Assignment.Input> got) {
        List<JsonNode> values = due.get(attempt.attemptId());
        if (got == null || values == null || !attempt.build().equals(run.run().build())) {
            return;
        }
        for (int input = 0; input < values.size(); input++) {
            TaskInstance source = run.instance(inputs(attempt).get(input));
            JsonNode value = got.get(input).value();
            boolean changed = source == null || !value(source).equals(values.get(input));
            if (!value.equals(values.get(input)) && !changed) {
                throw run.broken("attempt " + attempt.attemptId() + " of " + attempt.taskId() + " got " + got
                        + " and should get " + values);
            }
        }
    }
}
