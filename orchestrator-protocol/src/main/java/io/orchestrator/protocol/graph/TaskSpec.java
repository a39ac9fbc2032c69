package io.orchestrator.protocol.graph;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One task of a DAG.
 *
 * @param inputs the tasks whose outputs are this task's arguments, in the order of the arguments; they are upstream too
 * @param after the tasks that must only come before, in definition order; none of them in {@code inputs}
 * @param outputType the generic type of the output as Java writes it, or null: the task has none
 * @param timeout how long one attempt may run, or null
 * @param queue the worker queue that takes the task
 * @param priorityWeight its own weight; larger goes first
 * @param runner how the task's JVM is made
 * @param weightRule how its weight and those of other tasks make the one that counts
 * @param control what decides on it beside its trigger rule
 * @param requires capabilities that a worker must have to take it
 * @param limits what bounds how many of its instances are at workers
 * @param given the connections, variables and events that its attempts get
 * @param outlets the assets, and aliases of assets, that a success of it updates
 * @param inlets the assets, and aliases of assets, that it reads
 */
public record TaskSpec(
        String taskId,
        @Nullable String description,
        List<String> inputs,
        List<String> after,
        TriggerRule triggerRule,
        @Nullable String outputType,
        RetrySpec retry,
        @Nullable Duration timeout,
        String queue,
        int priorityWeight,
        RunnerSpec runner,

        @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = Usual.class)
        WeightRule weightRule,

        @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = Usual.class)
        ControlSpec control,

        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> requires,

        @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = Usual.class)
        LimitSpec limits,

        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<GivenSpec> given,

        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<AssetCondition.Leaf> outlets,

        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<AssetCondition.Leaf> inlets) {

    public TaskSpec {
        outlets = outlets == null ? List.of() : List.copyOf(outlets);
        inlets = inlets == null ? List.of() : List.copyOf(inlets);
        given = given == null ? List.of() : List.copyOf(given);
        requires = requires == null ? List.of() : List.copyOf(requires);
        inputs = inputs == null ? List.of() : List.copyOf(inputs);
        after = after == null ? List.of() : List.copyOf(after);
        triggerRule = triggerRule == null ? TriggerRule.ALL_SUCCESS : triggerRule;
        retry = retry == null ? RetrySpec.NONE : retry;
        queue = queue == null ? "default" : queue;
        runner = runner == null ? RunnerSpec.WARM : runner;
        weightRule = weightRule == null ? new WeightRule.Downstream() : weightRule;
        control = control == null ? ControlSpec.PLAIN : control;
        limits = limits == null ? LimitSpec.PLAIN : limits;
    }

    /** A task as most are: without upstream, retries and limits of its own. */
    public static TaskSpecBuilder builder(String taskId) {
        return new TaskSpecBuilder(taskId);
    }

    /** This task, to be changed. */
    public TaskSpecBuilder toBuilder() {
        return new TaskSpecBuilder(this);
    }
}
