package io.orchestrator.core.dag;

import io.orchestrator.protocol.graph.DagGraph;
import io.orchestrator.protocol.graph.GroupSpec;
import io.orchestrator.protocol.graph.MapSpec;
import io.orchestrator.protocol.graph.TaskSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says what cannot be meant in what tasks and groups are mapped over. */
final class MapCheck {

    private final DagGraph graph;
    private final Map<String, TaskSpec> tasks = new HashMap<>();
    private final Map<String, String> mappedGroupOf = new HashMap<>();
    private final List<String> faults = new ArrayList<>();

    private MapCheck(DagGraph graph) {
        this.graph = graph;
        graph.tasks().forEach(task -> tasks.put(task.taskId(), task));
    }

    static List<String> check(DagGraph graph) {
        return new MapCheck(graph).check();
    }

    private List<String> check() {
        Set<String> mapped = new HashSet<>();
        for (GroupSpec group : graph.groups()) {
            if (group.mapping() != null) {
                if (enclosing(group.groupId(), mapped) != null) {
                    faults.add("The group '%s' is mapped and lies in a mapped group; only one of them can be."
                            .formatted(group.groupId()));
                }
                mapped.add(group.groupId());
            }
        }
        for (TaskSpec task : graph.tasks()) {
            String group = task.control().group() == null
                    ? null
                    : enclosing(task.control().group(), mapped);
            if (group != null) {
                mappedGroupOf.put(task.taskId(), group);
            }
            checkTask(task, group);
        }
        graph.groups().forEach(this::checkGroup);
        return faults;
    }

    private static @Nullable String enclosing(String groupId, Set<String> mapped) {
        String id = groupId;
        while (!mapped.contains(id)) {
            int dot = id.lastIndexOf('.');
            if (dot < 0) {
                return null;
            }
            id = id.substring(0, dot);
        }
        return id;
    }

    private void checkTask(TaskSpec task, @Nullable String mappedGroup) {
        MapSpec mapping = task.control().mapping();
        if (mapping == null) {
            return;
        }
        String name = "Task '%s'".formatted(task.taskId());
        if (mappedGroup != null) {
            faults.add(name
                    + " is mapped and lies in the mapped group '%s'; only one of them can be.".formatted(mappedGroup));
        }
        checkSources(name, mapping);
        Set<String> upstream = new LinkedHashSet<>(task.inputs());
        upstream.addAll(task.after());
        MapScopes.sourceTasks(mapping).stream()
                .filter(source -> !upstream.contains(source))
                .forEach(source -> faults.add(
                        name + " is mapped over the output of '%s', but does not come after it.".formatted(source)));
    }

    private void checkGroup(GroupSpec group) {
        if (group.mapping() == null) {
            return;
        }
        String name = "The group '%s'".formatted(group.groupId());
        checkSources(name, group.mapping());
        Set<String> within = reached(group.groupId());
        MapScopes.sourceTasks(group.mapping()).stream()
                .filter(within::contains)
                .forEach(source -> faults.add(name
                        + " is mapped over the output of '%s', which is one of its own tasks or comes after one."
                                .formatted(source)));
    }

    /** The tasks of a mapped group, and all that come after them. */
    private Set<String> reached(String groupId) {
        Set<String> reached = new HashSet<>();
        boolean grows = true;
        while (grows) {
            grows = false;
            for (TaskSpec task : graph.tasks()) {
                boolean after = groupId.equals(mappedGroupOf.get(task.taskId()))
                        || task.inputs().stream().anyMatch(reached::contains)
                        || task.after().stream().anyMatch(reached::contains);
                grows |= after && reached.add(task.taskId());
            }
        }
        return reached;
    }

    private void checkSources(String name, MapSpec mapping) {
        if (mapping.sources().isEmpty()) {
            faults.add(name + " is mapped over nothing; name the list.");
        }
        mapping.sources().forEach(source -> checkSource(name, source));
    }

    private void checkSource(String name, MapSpec.Source source) {
        switch (source) {
            case MapSpec.Output output -> {
                if (!tasks.containsKey(output.taskId())) {
                    faults.add(name
                            + " is mapped over the output of '%s', which is no task of this DAG."
                                    .formatted(output.taskId()));
                }
            }
            case MapSpec.Values values -> {
                if (!values.values().isContainer()) {
                    faults.add(name + " is mapped over %s; expected a list.".formatted(values.values()));
                }
            }
            case MapSpec.Zip zip -> checkInner(name, zip.sources());
            case MapSpec.Concat concat -> checkInner(name, concat.sources());
            case MapSpec.Onto onto -> {
                checkSource(name, onto.source());
                if (!onto.base().isObject()) {
                    faults.add(name + " lays its elements over %s; expected an object.".formatted(onto.base()));
                }
            }
        }
    }

    private void checkInner(String name, List<MapSpec.Source> sources) {
        if (sources.isEmpty()) {
            faults.add(name + " is mapped over lists put together, but there is none; name the lists.");
        }
        sources.forEach(source -> checkSource(name, source));
    }
}
