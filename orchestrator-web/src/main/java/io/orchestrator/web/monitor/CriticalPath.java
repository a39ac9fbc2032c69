package io.orchestrator.web.monitor;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tasks that made a run as long as it was: the one that ended last, the one among its upstream tasks that ended last, and so
 * on. Had one of them been quicker, the run would have been. Pure.
 */
final class CriticalPath {

    private CriticalPath() {}

    /**
     * From the first task to the last.
     *
     * @param upstream the tasks directly before each task
     * @param ended when each task that ran ended, or now if it still runs; others are not in it
     */
    static Set<String> of(Map<String, List<String>> upstream, Map<String, Instant> ended) {
        Deque<String> path = new ArrayDeque<>();
        var task = last(ended.keySet().stream().toList(), ended);
        while (task != null && !path.contains(task)) {
            path.addFirst(task);
            task = last(upstream.getOrDefault(task, List.of()), ended);
        }
        return new LinkedHashSet<>(path);
    }

    private static @Nullable String last(List<String> tasks, Map<String, Instant> ended) {
        return tasks.stream()
                .filter(ended::containsKey)
                .max(Comparator.comparing((String task) -> Objects.requireNonNull(ended.get(task)))
                        .thenComparing(Comparator.naturalOrder()))
                .orElse(null);
    }
}
