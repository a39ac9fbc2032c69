package io.orchestrator.sdk;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The tasks and groups of a DAG that is being defined: each has an id of its own, and is connected to none of another DAG. */
final class DagSteps {

    private final DagBuilder dag;
    private final Map<String, Task<?>> tasks = new LinkedHashMap<>();
    private final Map<String, Group> groups = new LinkedHashMap<>();

    DagSteps(DagBuilder dag) {
        this.dag = dag;
    }

    <R extends @Nullable Object> Task<R> add(
            @Nullable Group group,
            String name,
            Serializable function,
            boolean returnsValue,
            TaskCode code,
            @Nullable Argument<?>... inputs) {
        dag.requireOpen("task or action");
        String taskId = group == null ? name : group.id() + "." + name;
        requireId("task", taskId);
        List<Argument<?>> own = new ArrayList<>();
        for (Argument<?> input : inputs) {
            own.add(ownInput(taskId, input));
        }
        Task<R> task = new Task<>(dag, group, taskId, function, returnsValue, code, List.copyOf(own));
        if (groups.containsKey(taskId) || tasks.putIfAbsent(taskId, task) != null) {
            throw DagDefinitionException.ofDag(
                    dag.id(), "the task id '" + taskId + "' is used twice; give each task its own");
        }
        return task;
    }

    String groupId(@Nullable Group parent, String name) {
        dag.requireOpen("group");
        String groupId = parent == null ? name : parent.id() + "." + name;
        requireId("group", groupId);
        if (name.contains(".")) {
            throw DagDefinitionException.ofDag(
                    dag.id(),
                    "the group id '" + name + "' has a dot, which stands between groups; make a group in a group");
        }
        return groupId;
    }

    <G extends Group> G add(G group) {
        if (tasks.containsKey(group.id()) || groups.putIfAbsent(group.id(), group) != null) {
            throw DagDefinitionException.ofDag(
                    dag.id(), "the group id '" + group.id() + "' is used twice; give each group its own");
        }
        return group;
    }

    private void requireId(String what, String value) {
        if (!Checks.isId(value)) {
            throw DagDefinitionException.ofDag(
                    dag.id(), "the " + what + " id '" + value + "' is not allowed; " + Checks.idMend());
        }
    }

    private Argument<?> ownInput(String taskId, @Nullable Argument<?> input) {
        return switch (input) {
            case null -> throw isNull(taskId, "an input");
            case Each<?> each -> {
                each.from().forEach(from -> ownInput(taskId, from));
                yield each;
            }
            case Task<?> task -> {
                own(taskId, "an input", task);
                yield task;
            }
            case Collected<?> collected -> {
                own(taskId, "an input", collected.task());
                yield collected;
            }
            case GroupItem<?> item -> {
                own(taskId, "an input", item.group());
                yield item;
            }
            case GivenInput<?> given -> {
                requireOwn(taskId, "an input", given.what(), given.dag());
                yield given;
            }
            case ParamsInput<?> given -> {
                requireOwn(taskId, "an input", "params", given.dag());
                yield given;
            }
        };
    }

    /** Refuses a handle that this DAG did not make. */
    Step own(String ownerId, String use, @Nullable Step other) {
        switch (other) {
            case null -> throw isNull(ownerId, use);
            case Task<?> task -> requireOwn(ownerId, use, "task '" + task.id() + "'", task.dag());
            case Group group -> requireOwn(ownerId, use, "group '" + group.id() + "'", group.dag());
        }
        return other;
    }

    private DagDefinitionException isNull(String ownerId, String use) {
        return DagDefinitionException.ofTask(
                dag.id(), ownerId, use + " is null; pass a task that this DAG has defined before");
    }

    private void requireOwn(String ownerId, String use, String what, DagBuilder other) {
        if (other != dag) {
            throw DagDefinitionException.ofTask(
                    dag.id(),
                    ownerId,
                    use + " is the " + what + " of DAG '" + other.id()
                            + "'; a task can only be connected to tasks of its own DAG");
        }
    }

    void requireTasks() {
        if (tasks.isEmpty()) {
            throw DagDefinitionException.ofDag(dag.id(), "it has no task; add one with dag.task or dag.action");
        }
    }

    /** What every task is; refuses a group without one, and what cannot be wired. */
    List<TaskDefinition> tasks() {
        groups.values().forEach(this::requireTasks);
        Wiring wiring = new Wiring(dag.id(), tasks.values(), groups.values());
        List<TaskDefinition> definitions =
                tasks.values().stream().map(task -> task.define(wiring)).toList();
        Cycles.refuse(dag.id(), definitions);
        return definitions;
    }

    List<GroupDefinition> groups() {
        return groups.values().stream().map(this::define).toList();
    }

    private void requireTasks(Group group) {
        if (tasks.values().stream().noneMatch(group::holds)) {
            throw DagDefinitionException.ofDag(
                    dag.id(),
                    "the group '" + group.id()
                            + "' has no task; define one with a method of the group, or leave it out");
        }
    }

    private GroupDefinition define(Group group) {
        try {
            return new GroupDefinition(
                    group.id(), group.label(), group instanceof MappedGroup<?> mapped ? mapped.source() : null);
        } catch (DagDefinitionException e) {
            throw e.at(dag.id(), group.id());
        }
    }
}
