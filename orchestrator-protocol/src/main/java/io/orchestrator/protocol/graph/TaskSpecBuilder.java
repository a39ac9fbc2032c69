package io.orchestrator.protocol.graph;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes a task by naming what is unusual about it. */
public final class TaskSpecBuilder {

    private final String taskId;
    private @Nullable String description;
    private List<String> inputs = List.of();
    private List<String> after = List.of();
    private TriggerRule triggerRule = TriggerRule.ALL_SUCCESS;
    private @Nullable String outputType;
    private RetrySpec retry = RetrySpec.NONE;
    private @Nullable Duration timeout;
    private String queue = "default";
    private int priorityWeight = 1;
    private RunnerSpec runner = RunnerSpec.WARM;
    private WeightRule weightRule = new WeightRule.Downstream();
    private ControlSpec control = ControlSpec.PLAIN;
    private List<String> requires = List.of();
    private LimitSpec limits = LimitSpec.PLAIN;
    private List<GivenSpec> given = List.of();
    private List<AssetCondition.Leaf> outlets = List.of();
    private List<AssetCondition.Leaf> inlets = List.of();

    TaskSpecBuilder(String taskId) {
        this.taskId = taskId;
    }

    TaskSpecBuilder(TaskSpec task) {
        taskId = task.taskId();
        description = task.description();
        inputs = task.inputs();
        after = task.after();
        triggerRule = task.triggerRule();
        outputType = task.outputType();
        retry = task.retry();
        timeout = task.timeout();
        queue = task.queue();
        priorityWeight = task.priorityWeight();
        runner = task.runner();
        weightRule = task.weightRule();
        control = task.control();
        requires = task.requires();
        limits = task.limits();
        given = task.given();
        outlets = task.outlets();
        inlets = task.inlets();
    }

    public TaskSpecBuilder description(@Nullable String value) {
        description = value;
        return this;
    }

    public TaskSpecBuilder inputs(List<String> value) {
        inputs = value;
        return this;
    }

    public TaskSpecBuilder inputs(String... values) {
        return inputs(List.of(values));
    }

    public TaskSpecBuilder after(List<String> value) {
        after = value;
        return this;
    }

    public TaskSpecBuilder after(String... values) {
        return after(List.of(values));
    }

    public TaskSpecBuilder triggerRule(TriggerRule value) {
        triggerRule = value;
        return this;
    }

    public TaskSpecBuilder outputType(@Nullable String value) {
        outputType = value;
        return this;
    }

    public TaskSpecBuilder retry(RetrySpec value) {
        retry = value;
        return this;
    }

    public TaskSpecBuilder timeout(@Nullable Duration value) {
        timeout = value;
        return this;
    }

    public TaskSpecBuilder queue(String value) {
        queue = value;
        return this;
    }

    public TaskSpecBuilder priorityWeight(int value) {
        priorityWeight = value;
        return this;
    }

    public TaskSpecBuilder runner(RunnerSpec value) {
        runner = value;
        return this;
    }

    public TaskSpecBuilder weightRule(WeightRule value) {
        weightRule = value;
        return this;
    }

    public TaskSpecBuilder control(ControlSpec value) {
        control = value;
        return this;
    }

    public TaskSpecBuilder requires(List<String> value) {
        requires = value;
        return this;
    }

    public TaskSpecBuilder limits(LimitSpec value) {
        limits = value;
        return this;
    }

    public TaskSpecBuilder given(List<GivenSpec> value) {
        given = value;
        return this;
    }

    public TaskSpecBuilder outlets(List<AssetCondition.Leaf> value) {
        outlets = value;
        return this;
    }

    public TaskSpecBuilder outlets(AssetCondition.Leaf... values) {
        return outlets(List.of(values));
    }

    public TaskSpecBuilder inlets(List<AssetCondition.Leaf> value) {
        inlets = value;
        return this;
    }

    public TaskSpec build() {
        return new TaskSpec(
                taskId,
                description,
                inputs,
                after,
                triggerRule,
                outputType,
                retry,
                timeout,
                queue,
                priorityWeight,
                runner,
                weightRule,
                control,
                requires,
                limits,
                given,
                outlets,
                inlets);
    }
}
