package io.orchestrator.testkit;

import io.orchestrator.sdk.Dag;
import io.orchestrator.sdk.TaskDefinition;
import java.util.List;

/** What a worker needs that takes every task of some DAGs. */
record WorkerNeeds(List<String> queues, List<String> capabilities) {

    static WorkerNeeds of(List<Dag> dags) {
        List<TaskDefinition> tasks =
                dags.stream().flatMap(dag -> dag.tasks().stream()).toList();
        return new WorkerNeeds(
                tasks.stream().map(TaskDefinition::queue).distinct().toList(),
                tasks.stream()
                        .flatMap(task -> task.requires().stream())
                        .distinct()
                        .toList());
    }
}
