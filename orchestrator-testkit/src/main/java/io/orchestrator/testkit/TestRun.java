package io.orchestrator.testkit;

import io.orchestrator.protocol.Json;
import io.orchestrator.sdk.Dataset;
import io.orchestrator.sdk.DatasetVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What became of a run.
 *
 * @param state {@code success} or {@code failed}
 * @param tasks by task id, in definition order; of a mapped task its instances in the order of their map indexes
 * @param took how much time passed on the virtual clock
 * @param datasets what became of datasets
 */
public record TestRun(String state, Map<String, List<TestTask>> tasks, Duration took, TestDatasets datasets) {

    /**
     * @param state as in Airflow: {@code success}, {@code failed}, {@code skipped}, {@code upstream_failed}
     * @param reason why it is in that state, or empty
     * @param tries how many tries it took; an attempt that was lost with its worker is none
     * @param attempts how many attempts there were, whatever became of them
     * @param output as JSON, or empty: it has none
     * @param failure why its last attempt that failed did so, or empty
     * @param log what it logged, all attempts together
     * @param label what its code called this instance of a mapped task, or empty
     * @param startedAt when its last attempt began, or empty: it had none
     * @param endedAt when it came into its last state, or empty: it has not ended
     */
    public record TestTask(
            String state,
            Optional<String> reason,
            int tries,
            int attempts,
            Optional<JsonNode> output,
            Optional<String> failure,
            List<String> log,
            Optional<String> label,
            Optional<Instant> startedAt,
            Optional<Instant> endedAt) {

        /** Its output as an object. */
        public <T> T output(Class<T> type) {
            return Json.MAPPER.treeToValue(
                    output.orElseThrow(() -> new AssertionError("the task has no output; it is " + state)), type);
        }
    }

    /**
     * The newest version of a dataset.
     *
     * @throws AssertionError if none is published
     */
    public DatasetVersion version(Dataset dataset) {
        List<DatasetVersion> versions = datasets.versions(dataset);
        if (versions.isEmpty()) {
            throw new AssertionError(
                    "no version of " + dataset + " is published; in quarantine are " + datasets.quarantined(dataset));
        }
        return versions.getLast();
    }

    /** @throws AssertionError if the DAG has no such task, or it is mapped and has several instances */
    public TestTask task(String taskId) {
        List<TestTask> items = items(taskId);
        if (items.size() != 1) {
            throw new AssertionError(
                    "the task \"" + taskId + "\" is mapped and has " + items.size() + " instances; ask for items(...)");
        }
        return items.getFirst();
    }

    /**
     * The instances of a mapped task; of one whose list never came, or was empty, the one that stands for all.
     *
     * @throws AssertionError if the DAG has no such task
     */
    public List<TestTask> items(String taskId) {
        List<TestTask> items = tasks.get(taskId);
        if (items == null) {
            throw new AssertionError("the DAG has no task \"" + taskId + "\", only " + tasks.keySet());
        }
        return items;
    }

    /** The states of all tasks: of a mapped task those of its instances, each named {@code task[index]}. */
    public Map<String, String> states() {
        Map<String, String> states = new LinkedHashMap<>();
        tasks.forEach((id, items) -> {
            for (int index = 0; index < items.size(); index++) {
                states.put(
                        items.size() == 1 ? id : id + "[" + index + "]",
                        items.get(index).state());
            }
        });
        return states;
    }
}
