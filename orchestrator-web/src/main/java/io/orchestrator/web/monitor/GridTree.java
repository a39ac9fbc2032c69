package io.orchestrator.web.monitor;

import io.orchestrator.protocol.graph.DagGraph;
import io.orchestrator.protocol.graph.GroupSpec;
import io.orchestrator.protocol.graph.TaskSpec;
import io.orchestrator.web.monitor.GridRow.Fold;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The tasks of a DAG as a tree of groups, each where its first task is. Pure. */
final class GridTree {

    /** So many tasks fit on a page or two: nothing of them is folded unless somebody folds it. */
    private static final int FEW = 50;
    /** So many items of a mapped task are shown below it; the task's own page has them all. */
    static final int ITEMS = 20;

    private final List<TaskSpec> tasks;
    private final Map<String, GroupSpec> groups = new LinkedHashMap<>();
    private final Group root = new Group(null);

    /** A group with what is in it: tasks and groups in definition order. */
    private record Group(@Nullable GroupSpec spec, Map<String, Group> groups, List<Object> parts) {
        Group(@Nullable GroupSpec spec) {
            this(spec, new LinkedHashMap<>(), new ArrayList<>());
        }

        String id() {
            return spec == null ? "" : spec.groupId();
        }

        Stream<String> tasks() {
            return parts.stream()
                    .flatMap(part ->
                            part instanceof Group group ? group.tasks() : Stream.of(((TaskSpec) part).taskId()));
        }
    }

    GridTree(DagGraph graph) {
        this.tasks = graph.tasks();
        graph.groups().forEach(group -> groups.put(group.groupId(), group));
        tasks.forEach(task -> around(task.control().group()).parts().add(task));
    }

    private Group around(@Nullable String groupId) {
        var spec = groupId == null ? null : groups.get(groupId);
        if (spec == null) {
            return root;
        }
        int dot = spec.groupId().lastIndexOf('.');
        var outer = around(dot < 0 ? null : spec.groupId().substring(0, dot));
        return outer.groups().computeIfAbsent(spec.groupId(), id -> {
            var made = new Group(spec);
            outer.parts().add(made);
            return made;
        });
    }

    /** What is open unless somebody folded it. */
    Set<String> usuallyOpen() {
        return tasks.size() <= FEW ? groups.keySet() : Set.of();
    }

    /** The ids of all that can be folded. */
    Set<String> foldable() {
        return Stream.concat(
                        groups.keySet().stream(),
                        tasks.stream().filter(this::isMapped).map(TaskSpec::taskId))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private boolean isMapped(TaskSpec task) {
        return task.control().mapping() != null
                || groups.values().stream()
                        .anyMatch(group -> group.mapping() != null
                                && (group.groupId().equals(task.control().group())
                                        || task.taskId().startsWith(group.groupId() + ".")));
    }

    /** The mapped tasks among those that are open. */
    List<String> openMapped(Set<String> open) {
        return tasks.stream()
                .filter(this::isMapped)
                .map(TaskSpec::taskId)
                .filter(open::contains)
                .toList();
    }

    /**
     * The rows from top to bottom.
     *
     * @param items how many items each open mapped task has at most
     * @param gone tasks of older versions, below all others
     */
    List<GridRow> rows(Set<String> open, Map<String, Integer> items, List<String> gone) {
        List<GridRow> rows = new ArrayList<>();
        add(root, 0, open, items, rows);
        gone.forEach(id -> rows.add(GridRow.task(id, id, 0, Fold.NOTHING_BELOW, true)));
        return rows;
    }

    private void add(Group group, int depth, Set<String> open, Map<String, Integer> items, List<GridRow> rows) {
        for (Object part : group.parts()) {
            if (part instanceof Group inner) {
                var isOpen = open.contains(inner.id());
                rows.add(GridRow.group(
                        inner.id(),
                        within(group, inner.id()),
                        depth,
                        inner.tasks().toList(),
                        fold(isOpen)));
                if (isOpen) {
                    add(inner, depth + 1, open, items, rows);
                }
            } else {
                add((TaskSpec) part, group, depth, open, items, rows);
            }
        }
    }

    private void add(
            TaskSpec task, Group group, int depth, Set<String> open, Map<String, Integer> items, List<GridRow> rows) {
        var id = task.taskId();
        var fold = isMapped(task) ? fold(open.contains(id)) : Fold.NOTHING_BELOW;
        rows.add(GridRow.task(id, within(group, id), depth, fold, false));
        if (fold == Fold.OPEN) {
            for (int i = 0; i < Math.min(ITEMS, items.getOrDefault(id, 0)); i++) {
                rows.add(GridRow.item(id, depth + 1, i));
            }
        }
    }

    /** The rows whose task id has a text in it, without groups. */
    List<GridRow> found(String text, List<String> gone) {
        return Stream.concat(
                        tasks.stream()
                                .map(task -> GridRow.task(task.taskId(), task.taskId(), 0, Fold.NOTHING_BELOW, false)),
                        gone.stream().map(id -> GridRow.task(id, id, 0, Fold.NOTHING_BELOW, true)))
                .filter(row -> row.id().contains(text))
                .toList();
    }

    private static Fold fold(boolean open) {
        return open ? Fold.OPEN : Fold.FOLDED;
    }

    private static String within(Group group, String id) {
        return group.spec() != null && id.startsWith(group.id() + ".")
                ? id.substring(group.id().length() + 1)
                : id;
    }
}
