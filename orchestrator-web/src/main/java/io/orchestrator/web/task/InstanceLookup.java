package io.orchestrator.web.task;

import io.orchestrator.web.api.ApiRefusal;
import io.orchestrator.web.run.DagRunRow;
import io.orchestrator.web.run.RunLookup;
import org.springframework.stereotype.Component;

/** Finds the task instance that an address names, or refuses. */
@Component
class InstanceLookup {

    private final RunLookup runs;
    private final TaskInstanceRows instances;

    InstanceLookup(RunLookup runs, TaskInstanceRows instances) {
        this.runs = runs;
        this.instances = instances;
    }

    record Found(DagRunRow run, TaskInstanceRow instance) {}

    /** @throws ApiRefusal if there is none */
    Found find(String dagId, String runId, String taskId, int mapIndex) {
        var run = runs.find(dagId, runId);
        var instance = instances
                .findById(new TaskInstanceRow.Key(run.runKey(), taskId, mapIndex))
                .orElseThrow(() -> ApiRefusal.notFound(
                        "The Task Instance with dag_id: `%s`, run_id: `%s`, task_id: `%s` and map_index: `%d` was not found"
                                .formatted(dagId, runId, taskId, mapIndex)));
        return new Found(run, instance);
    }
}
