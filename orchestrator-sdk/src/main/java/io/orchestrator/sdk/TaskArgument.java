package io.orchestrator.sdk;

import org.jspecify.annotations.Nullable;

/** One argument of a task's code. For what runs DAGs; an author has {@link Input} and {@link Each}. */
public sealed interface TaskArgument {

    /**
     * The output of another task.
     *
     * @param all the task is mapped: the outputs of its instances that succeeded, as a list
     */
    record Output(String taskId, boolean all) implements TaskArgument {}

    /**
     * One element of what the task, or its group, is mapped over.
     *
     * @param index which of the sources, from 0
     */
    record Element(int index, ElementSource source) implements TaskArgument {}

    /** The params of the run. */
    record RunParams(Class<? extends Record> type) implements TaskArgument {}

    /** A {@link Connection}. */
    record GivenConnection(String id) implements TaskArgument {}

    /**
     * A variable.
     *
     * @param type {@code String}: its text as it is; else what its text is read as, which is JSON
     */
    record GivenVariable(String key, Class<?> type) implements TaskArgument {}

    /**
     * {@link AssetEvents}.
     *
     * @param of the asset or alias that they are about; null: those that the run has taken
     */
    record GivenEvents(@Nullable AssetUse of) implements TaskArgument {}

    /**
     * A {@link DatasetVersion}.
     *
     * @param tag that it has, or null: the newest that the run may see
     * @param required false: an {@code Optional}, empty while there is none
     */
    record GivenVersion(Dataset of, @Nullable String tag, boolean required) implements TaskArgument {}

    /**
     * The newest versions of a dataset, without their files.
     *
     * @param most how many
     */
    record GivenHistory(Dataset of, int most) implements TaskArgument {}

    /** A {@link Staging}. */
    record GivenStaging(Dataset of) implements TaskArgument {}
}
