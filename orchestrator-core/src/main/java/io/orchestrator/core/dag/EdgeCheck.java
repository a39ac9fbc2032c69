package io.orchestrator.core.dag;

import io.orchestrator.protocol.graph.TaskSpec;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Says what is wrong with the edges between tasks. */
final class EdgeCheck {

    private EdgeCheck() {}

    static List<String> check(List<TaskSpec> tasks) {
        Map<String, Set<String>> upstream = new LinkedHashMap<>();
        tasks.forEach(task -> upstream.put(task.taskId(), upstreamOf(task)));
        List<String> faults = new ArrayList<>();
        upstream.forEach((task, above) -> above.stream()
                .filter(id -> !upstream.containsKey(id))
                .forEach(id ->
                        faults.add("Task '%s' comes after '%s', which is no task of this DAG.".formatted(task, id))));
        if (faults.isEmpty()) {
            List<String> cycle = cycle(upstream);
            if (!cycle.isEmpty()) {
                faults.add("The tasks wait for each other in a circle: %s. Remove one of these edges."
                        .formatted(shortened(cycle)));
            }
        }
        return faults;
    }

    private static Set<String> upstreamOf(TaskSpec task) {
        Set<String> upstream = new LinkedHashSet<>(task.inputs());
        upstream.addAll(task.after());
        return upstream;
    }

    /** Takes away tasks whose upstream is taken away; in what stays, each task has an upstream, so walking up finds a circle. */
    private static List<String> cycle(Map<String, Set<String>> upstream) {
        Map<String, Integer> waitsFor = new HashMap<>();
        Map<String, List<String>> downstream = new HashMap<>();
        Deque<String> free = new ArrayDeque<>();
        upstream.forEach((task, above) -> {
            waitsFor.put(task, above.size());
            above.forEach(id ->
                    downstream.computeIfAbsent(id, any -> new ArrayList<>()).add(task));
            if (above.isEmpty()) {
                free.add(task);
            }
        });
        while (!free.isEmpty()) {
            String done = free.remove();
            waitsFor.remove(done);
            for (String below : downstream.getOrDefault(done, List.of())) {
                if (waitsFor.merge(below, -1, Integer::sum) == 0) {
                    free.add(below);
                }
            }
        }
        return waitsFor.isEmpty() ? List.of() : circleAmong(waitsFor.keySet(), upstream);
    }

    private static List<String> circleAmong(Set<String> stuck, Map<String, Set<String>> upstream) {
        List<String> path = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        String task = stuck.iterator().next();
        while (seen.add(task)) {
            path.add(task);
            task = upstream.getOrDefault(task, Set.of()).stream()
                    .filter(stuck::contains)
                    .findFirst()
                    .orElseThrow();
        }
        List<String> circle = new ArrayList<>(path.subList(path.indexOf(task), path.size()));
        circle.add(task);
        Collections.reverse(circle);
        return circle;
    }

    private static String shortened(List<String> circle) {
        return circle.size() <= 12
                ? String.join(" -> ", circle)
                : String.join(" -> ", circle.subList(0, 11)) + " -> ... -> " + circle.getLast();
    }
}
