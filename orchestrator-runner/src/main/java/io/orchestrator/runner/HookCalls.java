package io.orchestrator.runner;

import io.orchestrator.sdk.TaskDefinition.Hooks;
import io.orchestrator.sdk.TaskHook;
import java.lang.System.Logger.Level;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Calls a task's hooks at the end of an attempt. An attempt that was stopped has no end that counts, so nothing is called; one
 * that ran out of time has failed, whatever its code did then.
 */
final class HookCalls {

    private final Hooks hooks;
    private final AttemptContext context;

    HookCalls(Hooks hooks, AttemptContext context) {
        this.hooks = hooks;
        this.context = context;
    }

    void succeeded(@Nullable Object output) {
        if (context.cancellation().isTimedOut()) {
            failed(new TimeoutException("It ran longer than its timeout"), true);
        } else {
            call(hooks.onSuccess(), output);
        }
    }

    void failed(Throwable thrown, boolean retryable) {
        call(retryable && context.assignment().mayRetry() ? hooks.onRetry() : hooks.onFailure(), thrown);
    }

    void skipped(String reason) {
        if (context.cancellation().isTimedOut()) {
            failed(new TimeoutException("It ran longer than its timeout"), true);
        } else {
            call(hooks.onSkip(), reason);
        }
    }

    private <V extends @Nullable Object> void call(@Nullable TaskHook<V> hook, V value) {
        boolean stopped = context.isCancelled() && !context.cancellation().isTimedOut();
        if (hook == null || stopped) {
            return;
        }
        // An interruption was for the task's code, which has ended.
        Thread.interrupted();
        try {
            hook.call(context, value);
        } catch (Throwable e) {
            context.log().log(Level.WARNING, "A hook of the task failed, which changes nothing", e);
        }
    }
}
