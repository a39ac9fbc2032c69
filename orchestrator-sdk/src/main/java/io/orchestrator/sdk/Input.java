package io.orchestrator.sdk;

import org.jspecify.annotations.Nullable;

/**
 * What a task can be given: another task's output, the params of the run, a connection, a variable, events of assets, versions of datasets, or an
 * element of the list that its group is mapped over.
 *
 * @param <T> the type of the argument
 */
public sealed interface Input<T extends @Nullable Object> extends Argument<T>
        permits Task, Collected, GroupItem, GivenInput, ParamsInput {}
