package io.orchestrator.web.dag.layout;

import io.orchestrator.protocol.graph.DagGraph;
import io.orchestrator.protocol.graph.GroupSpec;
import io.orchestrator.protocol.graph.TaskSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Which groups of a graph are folded, so that one box stands for all their tasks. Pure. */
public final class Folding {

    private final DagGraph graph;
    private final Set<String> folded;

    /** @param folded ids of groups; those that the graph does not have are left out */
    public Folding(DagGraph graph, Iterable<String> folded) {
        this.graph = graph;
        this.folded = new TreeSet<>();
        var known = graph.groups().stream().map(GroupSpec::groupId).toList();
        folded.forEach(id -> {
            if (known.contains(id)) {
                this.folded.add(id);
            }
        });
    }

    /** In alphabetical order. */
    public Set<String> folded() {
        return Set.copyOf(folded);
    }

    /** The same with a group folded that was not, or unfolded that was. */
    public List<String> toggled(String groupId) {
        var other = new ArrayList<>(folded);
        if (!other.remove(groupId)) {
            other.add(groupId);
        }
        return other;
    }

    /** The outermost folded group around a task, or null: the task is drawn itself. */
    @Nullable
    String around(TaskSpec task) {
        return outermost(task.control().group());
    }

    private @Nullable String outermost(@Nullable String groupId) {
        String found = null;
        for (var group = groupId; group != null; group = outer(group)) {
            if (folded.contains(group)) {
                found = group;
            }
        }
        return found;
    }

    static @Nullable String outer(String groupId) {
        int dot = groupId.lastIndexOf('.');
        return dot < 0 ? null : groupId.substring(0, dot);
    }

    /** The tasks that each folded group stands for, by the outermost group. */
    public Map<String, List<String>> tasks() {
        Map<String, List<String>> tasks = new LinkedHashMap<>();
        graph.tasks().forEach(task -> {
            var group = around(task);
            if (group != null) {
                tasks.computeIfAbsent(group, id -> new ArrayList<>()).add(task.taskId());
            }
        });
        return tasks;
    }
}
