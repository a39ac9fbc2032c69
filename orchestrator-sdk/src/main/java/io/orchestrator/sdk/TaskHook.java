package io.orchestrator.sdk;

import org.jspecify.annotations.Nullable;

/**
 * Called on the worker when an attempt has ended, in the same thread as the task's code. What it throws is logged and changes
 * nothing.
 *
 * @param <V> what it is told beside the context
 */
@FunctionalInterface
public interface TaskHook<V extends @Nullable Object> {

    void call(TaskContext context, V value) throws Exception;
}
