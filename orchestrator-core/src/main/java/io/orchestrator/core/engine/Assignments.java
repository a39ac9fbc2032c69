package io.orchestrator.core.engine;

import io.orchestrator.core.decide.RunState;
import io.orchestrator.core.run.DagRun;
import io.orchestrator.core.task.TaskAttempt;
import io.orchestrator.core.task.TaskInstance;
import io.orchestrator.protocol.Limits;
import io.orchestrator.protocol.graph.TaskSpec;
import io.orchestrator.protocol.worker.Assignment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/** Makes what a worker is told of an attempt. */
final class Assignments {

    private Assignments() {}

    /** With its inputs if they are cached and small, else without. */
    static Assignment of(RunState state, TaskAttempt attempt, OutputCache outputs) {
        DagRun run = state.run();
        int task = state.graph().indexOf(attempt.taskId());
        TaskSpec spec = state.graph().task(task);
        return new Assignment(
                attempt.attemptId(),
                run.runKey(),
                run.dagId(),
                run.runId(),
                attempt.taskId(),
                attempt.mapIndex(),
                attempt.tryNumber(),
                attempt.build(),
                run.logicalDate(),
                run.intervalStart(),
                run.intervalEnd(),
                run.params(),
                cachedInputs(state, spec, outputs),
                spec.timeout(),
                spec.runner());
    }

    private static @Nullable List<Assignment.Input> cachedInputs(RunState state, TaskSpec spec, OutputCache outputs) {
        List<Assignment.Input> inputs = new ArrayList<>();
        long size = 0;
        for (String upstream : spec.inputs()) {
            UUID source = source(state, upstream);
            JsonNode value = source == null ? NullNode.getInstance() : outputs.get(source);
            if (value == null) {
                return null;
            }
            size += OutputCache.weight(value);
            inputs.add(new Assignment.Input(upstream, value));
        }
        return size > Limits.INLINE_OUTPUT ? null : inputs;
    }

    /** The attempt whose output is an upstream task's value, or null: that task has none. */
    private static @Nullable UUID source(RunState state, String upstream) {
        int number = state.numberOf(upstream, TaskInstance.UNMAPPED);
        return number < 0 ? null : source(state.instance(number));
    }

    private static @Nullable UUID source(TaskInstance instance) {
        return switch (instance.state()) {
            case SUCCESS -> instance.attemptId();
            case NONE,
                    SCHEDULED,
                    QUEUED,
                    RUNNING,
                    RESTARTING,
                    UP_FOR_RETRY,
                    FAILED,
                    SKIPPED,
                    UPSTREAM_FAILED,
                    REMOVED -> null;
        };
    }

    /** Reads the inputs of an attempt. */
    static List<Assignment.Input> readInputs(RunState state, TaskAttempt attempt, EngineStore store) {
        List<String> upstreams =
                state.graph().task(state.graph().indexOf(attempt.taskId())).inputs();
        List<UUID> sources = new ArrayList<>();
        for (String upstream : upstreams) {
            UUID source = source(state, upstream);
            if (source != null) {
                sources.add(source);
            }
        }
        Map<UUID, JsonNode> values = store.outputs(state.run().runKey(), sources);
        List<Assignment.Input> inputs = new ArrayList<>();
        for (String upstream : upstreams) {
            UUID source = source(state, upstream);
            JsonNode value = source == null ? null : values.get(source);
            inputs.add(new Assignment.Input(upstream, value == null ? NullNode.getInstance() : value));
        }
        return inputs;
    }
}
