package io.orchestrator.core.dag;

import io.orchestrator.protocol.graph.DagGraph;
import io.orchestrator.protocol.graph.GivenSpec;
import io.orchestrator.protocol.graph.TaskSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Says which datasets a graph's tasks write in two ways. Tasks of other DAGs are compared when they begin. */
final class DatasetModeCheck {

    private DatasetModeCheck() {}

    private record Place(String taskId, boolean appends) {}

    /** A sentence for each fault. */
    static List<String> check(DagGraph graph) {
        List<String> faults = new ArrayList<>();
        Map<String, Place> first = new HashMap<>();
        for (TaskSpec task : graph.tasks()) {
            for (GivenSpec given : task.given()) {
                if (given.kind().isWritten()) {
                    Place place = new Place(task.taskId(), given.kind() == GivenSpec.Kind.DATASET_APPEND);
                    Place other = first.putIfAbsent(given.dataset(), place);
                    if (other != null && other.appends() != place.appends()) {
                        faults.add(
                                "The dataset '%s' is append-only in task '%s' and replaced in task '%s'; declare it the same in both, or use two datasets."
                                        .formatted(
                                                given.dataset(),
                                                place.appends() ? place.taskId() : other.taskId(),
                                                place.appends() ? other.taskId() : place.taskId()));
                    }
                }
            }
        }
        return faults;
    }
}
