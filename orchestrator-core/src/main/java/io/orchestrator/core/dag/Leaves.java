package io.orchestrator.core.dag;

import io.orchestrator.protocol.graph.TaskRole;
import java.util.ArrayList;
import java.util.List;

/** Which tasks decide how a run ends. */
final class Leaves {

    private Leaves() {}

    static List<Integer> deciding(TaskGraph graph) {
        List<Integer> deciding = new ArrayList<>();
        List<Integer> last = new ArrayList<>();
        for (int task = 0; task < graph.size(); task++) {
            if (counts(graph, task) && !hasFollowerThatCounts(graph, task)) {
                deciding.add(task);
            }
            if (graph.isLeaf(task)) {
                last.add(task);
            }
        }
        // A DAG of teardowns alone has only them to judge by.
        return deciding.isEmpty() ? last : deciding;
    }

    private static boolean counts(TaskGraph graph, int task) {
        return graph.task(task).control().role() != TaskRole.TEARDOWN;
    }

    private static boolean hasFollowerThatCounts(TaskGraph graph, int task) {
        for (int follower : graph.downstream(task)) {
            if (counts(graph, follower)) {
                return true;
            }
        }
        return false;
    }
}
