package io.orchestrator.core.task;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What deciding needs of the output of a task that succeeded.
 *
 * @param length how many elements its list has, if tasks are mapped over it, else null
 * @param skips the direct followers that its choice of a branch leaves out
 * @param stops its decision was that what comes after is skipped
 */
public record TaskResult(@Nullable Integer length, Set<String> skips, boolean stops) {

    public TaskResult {
        skips = skips == null ? Set.of() : Set.copyOf(skips);
    }

    public static TaskResult ofLength(int length) {
        return new TaskResult(length, Set.of(), false);
    }

    public static TaskResult ofStop(boolean stops) {
        return new TaskResult(null, Set.of(), stops);
    }
}
