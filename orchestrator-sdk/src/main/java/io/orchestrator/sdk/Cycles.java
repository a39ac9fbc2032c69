package io.orchestrator.sdk;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds tasks that wait for each other. */
final class Cycles {

    private Cycles() {}

    static void refuse(String dagId, List<TaskDefinition> tasks) {
        Map<String, Set<String>> waiting = unorderable(tasks);
        if (waiting.isEmpty()) {
            return;
        }
        // Each task that is left waits for another one that is left, so walking upstream must come round.
        List<String> path = new ArrayList<>();
        Set<String> visited = new HashSet<>();
        String task = waiting.keySet().iterator().next();
        while (visited.add(task)) {
            path.add(task);
            task = waiting.getOrDefault(task, Set.of(task)).iterator().next();
        }
        List<String> circle = new ArrayList<>(path.subList(path.indexOf(task), path.size()));
        circle.add(task);
        throw DagDefinitionException.ofTask(
                dagId,
                task,
                "it waits for itself: " + String.join(" → ", circle.reversed())
                        + "; remove one of these edges, set by an input, after or before");
    }

    /** The tasks that no order can reach, each with those of its upstream that are left too. */
    private static Map<String, Set<String>> unorderable(List<TaskDefinition> tasks) {
        Map<String, Set<String>> upstream = new LinkedHashMap<>();
        Map<String, List<String>> downstream = new HashMap<>();
        Deque<String> ready = new ArrayDeque<>();
        for (TaskDefinition task : tasks) {
            Set<String> before = new HashSet<>(task.inputs());
            before.addAll(task.after());
            upstream.put(task.id(), before);
            before.forEach(id ->
                    downstream.computeIfAbsent(id, key -> new ArrayList<>()).add(task.id()));
            if (before.isEmpty()) {
                ready.add(task.id());
            }
        }
        while (!ready.isEmpty()) {
            String done = ready.remove();
            upstream.remove(done);
            for (String next : downstream.getOrDefault(done, List.of())) {
                Set<String> before = upstream.getOrDefault(next, Set.of());
                before.remove(done);
                if (before.isEmpty()) {
                    ready.add(next);
                }
            }
        }
        return upstream;
    }
}
