package io.orchestrator.core.dag;

import io.orchestrator.protocol.graph.DagGraph;
import io.orchestrator.protocol.graph.GroupSpec;
import io.orchestrator.protocol.graph.MapSpec;
import io.orchestrator.protocol.graph.TaskSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** Which tasks are mapped, over what, and which of them are mapped together in one group. */
final class MapScopes {

    private static final int[] NONE = {};

    private final @Nullable MapSpec[] mappings;
    private final int[] groups;
    private final int[][] sources;
    private final int[][] consumers;

    MapScopes(DagGraph graph, ToIntFunction<String> indexOf) {
        List<TaskSpec> tasks = graph.tasks();
        mappings = new MapSpec[tasks.size()];
        groups = new int[tasks.size()];
        sources = new int[tasks.size()][];
        Map<String, Integer> mapped = mappedGroups(graph);
        List<List<Integer>> readers = new ArrayList<>();
        tasks.forEach(task -> readers.add(new ArrayList<>()));
        for (int task = 0; task < tasks.size(); task++) {
            groups[task] = groupOf(tasks.get(task).control().group(), mapped);
            mappings[task] = groups[task] < 0
                    ? tasks.get(task).control().mapping()
                    : graph.groups().get(groups[task]).mapping();
            sources[task] = sourcesOf(mappings[task], indexOf);
            for (int source : sources[task]) {
                readers.get(source).add(task);
            }
        }
        consumers = readers.stream()
                .map(list -> list.stream().mapToInt(Integer::intValue).toArray())
                .toArray(int[][]::new);
    }

    private static Map<String, Integer> mappedGroups(DagGraph graph) {
        Map<String, Integer> mapped = new HashMap<>();
        for (int group = 0; group < graph.groups().size(); group++) {
            GroupSpec spec = graph.groups().get(group);
            if (spec.mapping() != null) {
                mapped.put(spec.groupId(), group);
            }
        }
        return mapped;
    }

    private static int groupOf(@Nullable String groupId, Map<String, Integer> mapped) {
        String id = groupId;
        while (id != null && !mapped.isEmpty()) {
            Integer group = mapped.get(id);
            if (group != null) {
                return group;
            }
            int dot = id.lastIndexOf('.');
            id = dot < 0 ? null : id.substring(0, dot);
        }
        return -1;
    }

    private static int[] sourcesOf(@Nullable MapSpec mapping, ToIntFunction<String> indexOf) {
        return mapping == null
                ? NONE
                : sourceTasks(mapping).stream().mapToInt(indexOf).toArray();
    }

    /** The tasks whose outputs a mapping reads, each once. */
    static Set<String> sourceTasks(MapSpec mapping) {
        Set<String> ids = new LinkedHashSet<>();
        mapping.sources().forEach(source -> addTasks(source, ids));
        return ids;
    }

    private static void addTasks(MapSpec.Source source, Set<String> ids) {
        switch (source) {
            case MapSpec.Output output -> ids.add(output.taskId());
            case MapSpec.Values values -> {}
            case MapSpec.Zip zip -> zip.sources().forEach(inner -> addTasks(inner, ids));
            case MapSpec.Concat concat -> concat.sources().forEach(inner -> addTasks(inner, ids));
            case MapSpec.Onto onto -> addTasks(onto.source(), ids);
        }
    }

    @Nullable
    MapSpec mapping(int task) {
        return mappings[task];
    }

    int[] sources(int task) {
        return sources[task];
    }

    int[] consumers(int task) {
        return consumers[task];
    }

    boolean together(int one, int other) {
        return groups[one] >= 0 && groups[one] == groups[other];
    }

    /** Of some tasks those that are mapped together with one, or those that are not. */
    int[] among(int[] tasks, int one, boolean together) {
        return groups[one] < 0
                ? together ? NONE : tasks
                : Arrays.stream(tasks)
                        .filter(other -> together(one, other) == together)
                        .toArray();
    }
}
