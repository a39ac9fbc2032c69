package io.orchestrator.protocol.worker;

import io.orchestrator.protocol.graph.GivenSpec;
import io.orchestrator.protocol.graph.RunnerSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One attempt of a task instance, handed to a worker.
 *
 * @param attemptId the fence: every report carries it
 * @param runKey opaque to the worker; log pieces carry it back
 * @param attempt 1 for the first try
 * @param logicalDate null for a run without one
 * @param intervalStart start of the data interval, or null
 * @param intervalEnd end of the data interval, exclusive, or null
 * @param params the run's parameters, an object
 * @param inputs elements that it is mapped over first, then one for each output that it takes, then what is given; null: fetch them with {@code GET
 *     /worker/v1/sessions/{id}/attempts/{attemptId}/inputs}
 * @param timeout how long the attempt may run, or null
 * @param mayRetry another attempt follows if this one fails and may be retried
 * @param resume what an earlier attempt of the same try left for this one, or null
 */
public record Assignment(
        UUID attemptId,
        long runKey,
        String dagId,
        String runId,
        String taskId,
        int mapIndex,
        int attempt,
        String build,
        @Nullable Instant logicalDate,
        @Nullable Instant intervalStart,
        @Nullable Instant intervalEnd,
        JsonNode params,
        @Nullable List<Input> inputs,
        @Nullable Duration timeout,
        RunnerSpec runner,
        boolean mayRetry,
        @Nullable JsonNode resume) {

    /** The same with its inputs there. */
    public Assignment withInputs(List<Input> fetched) {
        return new Assignment(
                attemptId,
                runKey,
                dagId,
                runId,
                taskId,
                mapIndex,
                attempt,
                build,
                logicalDate,
                intervalStart,
                intervalEnd,
                params,
                fetched,
                timeout,
                runner,
                mayRetry,
                resume);
    }

    /**
     * @param taskId the upstream task; null: the value is an element of what the task or its group is mapped over, or is given
     * @param value the task's output, a JSON null if it has none; of a mapped task, a list of the outputs of those of its
     *     instances that succeeded; or the element
     * @param given set: the value is that of a connection or variable. It is never stored, nor logged
     */
    public record Input(
            @Nullable String taskId,
            JsonNode value,
            @Nullable Given given) {

        public Input(@Nullable String taskId, JsonNode value) {
            this(taskId, value, null);
        }

        @Override
        public String toString() {
            return "Input[" + (given == null ? taskId + ", " + value : given.spec()) + "]";
        }
    }

    /**
     * What is given beside outputs.
     *
     * @param secrets the texts in the value that must never be seen
     */
    public record Given(GivenSpec spec, List<String> secrets) {

        public Given {
            secrets = secrets == null ? List.of() : List.copyOf(secrets);
        }

        @Override
        public String toString() {
            return "Given[" + spec + "]";
        }
    }
}
