package io.orchestrator.testkit;

import io.orchestrator.protocol.Json;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What became of a run.
 *
 * @param state {@code success} or {@code failed}
 * @param tasks by task id, in definition order
 * @param took how much time passed on the virtual clock
 */
public record TestRun(String state, Map<String, TestTask> tasks, Duration took) {

    /**
     * @param state as in Airflow: {@code success}, {@code failed}, {@code skipped}, {@code upstream_failed}
     * @param tries how many attempts it took
     * @param output as JSON, or empty: it has none
     * @param failure why it failed, or empty
     * @param log what it logged, all attempts together
     */
    public record TestTask(
            String state, int tries, Optional<JsonNode> output, Optional<String> failure, List<String> log) {

        /** Its output as an object. */
        public <T> T output(Class<T> type) {
            return Json.MAPPER.treeToValue(
                    output.orElseThrow(() -> new AssertionError("the task has no output; it is " + state)), type);
        }
    }

    /** @throws AssertionError if the DAG has no such task */
    public TestTask task(String taskId) {
        TestTask task = tasks.get(taskId);
        if (task == null) {
            throw new AssertionError("the DAG has no task \"" + taskId + "\", only " + tasks.keySet());
        }
        return task;
    }
}
