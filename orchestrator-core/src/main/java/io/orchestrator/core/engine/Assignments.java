package io.orchestrator.core.engine;

import io.orchestrator.core.decide.RunState;
import io.orchestrator.core.run.DagRun;
import io.orchestrator.core.task.TaskAttempt;
import io.orchestrator.core.task.Waiting;
import io.orchestrator.protocol.Limits;
import io.orchestrator.protocol.graph.TaskSpec;
import io.orchestrator.protocol.worker.Assignment;
import java.util.HashMap;
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
                cachedInputs(state, attempt, outputs),
                spec.timeout(),
                spec.runner(),
                mayRetry(state, attempt),
                resume(state, attempt));
    }

    /** What an earlier attempt of the same try left for this one, or null. */
    private static @Nullable JsonNode resume(RunState state, TaskAttempt attempt) {
        int number = state.numberOf(attempt.taskId(), attempt.mapIndex());
        Waiting waiting = number < 0 ? null : state.instance(number).waiting();
        return waiting == null ? null : waiting.resume();
    }

    private static @Nullable List<Assignment.Input> cachedInputs(
            RunState state, TaskAttempt attempt, OutputCache outputs) {
        Inputs inputs = new Inputs(state, attempt, outputs::get);
        List<Assignment.Input> all = inputs.all();
        // What is given is looked up when the worker fetches it: secrets pass neither through the engine nor the links.
        boolean given = all.stream().anyMatch(input -> input.given() != null);
        return inputs.missing().isEmpty() && !given && weight(all) <= Limits.INLINE_OUTPUT ? all : null;
    }

    private static long weight(List<Assignment.Input> inputs) {
        return inputs.stream()
                .mapToLong(input -> OutputCache.weight(input.value()))
                .sum();
    }

    /** The inputs of an attempt, those that are not cached read, and cached for others that need the same. */
    static List<Assignment.Input> readInputs(
            RunState state, TaskAttempt attempt, OutputCache outputs, EngineStore store) {
        Inputs cached = new Inputs(state, attempt, outputs::get);
        List<Assignment.Input> all = cached.all();
        if (cached.missing().isEmpty()) {
            return all;
        }
        Map<UUID, JsonNode> read = new HashMap<>();
        cached.missing().forEach(missing -> read.put(missing, NullNode.getInstance()));
        read.putAll(store.outputs(state.run().runKey(), cached.missing()));
        List<Assignment.Input> complete = new Inputs(state, attempt, id -> known(read.get(id), outputs.get(id))).all();
        read.forEach(outputs::put);
        return complete;
    }

    private static @Nullable JsonNode known(@Nullable JsonNode read, @Nullable JsonNode cached) {
        return read == null ? cached : read;
    }

    /** Whether another attempt follows if this one fails and may be retried. */
    private static boolean mayRetry(RunState state, TaskAttempt attempt) {
        int number = state.numberOf(attempt.taskId(), attempt.mapIndex());
        return number >= 0 && state.instance(number).mayRetry();
    }
}
