package io.orchestrator.core.dag;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The first tasks of each group: those that have no other task of it before them. */
final class Steps {

    private final Map<String, List<Integer>> first = new HashMap<>();

    Steps(TaskGraph graph) {
        for (int task = 0; task < graph.size(); task++) {
            for (String group = groupOf(graph, task); group != null; group = outerOf(group)) {
                if (isFirstIn(graph, task, group)) {
                    first.computeIfAbsent(group, unseen -> new ArrayList<>()).add(task);
                }
            }
        }
    }

    List<Integer> firstOf(String groupId) {
        return first.getOrDefault(groupId, List.of());
    }

    private static @Nullable String groupOf(TaskGraph graph, int task) {
        return graph.task(task).control().group();
    }

    private static @Nullable String outerOf(String group) {
        int dot = group.lastIndexOf('.');
        return dot < 0 ? null : group.substring(0, dot);
    }

    private static boolean isFirstIn(TaskGraph graph, int task, String groupId) {
        for (int before : graph.upstream(task)) {
            String group = groupOf(graph, before);
            if (group != null && (group.equals(groupId) || group.startsWith(groupId + "."))) {
                return false;
            }
        }
        return true;
    }
}
