package io.orchestrator.sdk;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A task's code in the one shape that every runner calls. */
@FunctionalInterface
public interface TaskCode {

    /**
     * Calls what the author wrote.
     *
     * @param inputs one for each declared input, in order and of its type; null where the upstream has no output
     * @return the output, or null
     * @throws Exception whatever the author's code throws
     */
    @Nullable
    Object call(TaskContext context, List<? extends @Nullable Object> inputs) throws Exception;
}
