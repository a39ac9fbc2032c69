package io.orchestrator.core.decide;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why something does not go on: its own cause first, then what is behind it, down to the root.
 *
 * @param steps empty: it has ended
 */
public record Explanation(List<Step> steps) {

    public Explanation {
        steps = List.copyOf(steps);
    }

    /**
     * @param taskId null: the run itself
     * @param mapIndex -1: not mapped
     * @param cause the {@link Blocker}'s key
     * @param sentence to be read after the name of what it is about
     * @param until when it is over by itself, or null
     * @param root nothing is behind it
     * @param needsPerson somebody has to do something
     */
    public record Step(
            String runId,
            @Nullable String taskId,
            int mapIndex,
            String cause,
            String sentence,
            @Nullable Instant until,
            boolean root,
            boolean needsPerson) {

        /** {@code task load[2]}, or {@code run r1}. */
        public String subject() {
            return taskId == null ? "run " + runId : "task " + taskId + (mapIndex < 0 ? "" : "[" + mapIndex + "]");
        }
    }
}
