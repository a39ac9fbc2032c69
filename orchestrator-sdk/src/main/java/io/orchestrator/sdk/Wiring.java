package io.orchestrator.sdk;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes edges between tasks of the edges between groups and tasks. A group's first tasks are those that have no other task of
 * it before them; so what lies within groups is wired first.
 */
final class Wiring {

    private final Collection<Task<?>> tasks;
    private final Map<Task<?>, Set<Task<?>>> upstream = new HashMap<>();

    private record Edge(Step from, Step to) {}

    Wiring(String dagId, Collection<Task<?>> tasks, Collection<Group> groups) {
        this.tasks = tasks;
        Map<Integer, List<Edge>> byDepth = new TreeMap<>(Comparator.reverseOrder());
        Map<Integer, List<Task<?>>> scopes = new TreeMap<>(Comparator.reverseOrder());
        for (Task<?> task : tasks) {
            upstream.put(task, new LinkedHashSet<>(dataEdges(task)));
            task.afterSteps().forEach(from -> place(new Edge(from, task), byDepth));
            if (!task.aroundSteps().isEmpty()) {
                int depth = scopeDepth(task);
                scopes.computeIfAbsent(depth, first -> new ArrayList<>()).add(task);
                byDepth.computeIfAbsent(depth, first -> new ArrayList<>());
            }
        }
        for (Group group : groups) {
            group.afterSteps().forEach(from -> {
                if (group.holds(from)) {
                    throw DagDefinitionException.ofDag(
                            dagId, "the group '" + group.id() + "' cannot come after itself or one of its own tasks");
                }
                place(new Edge(from, group), byDepth);
            });
        }
        byDepth.forEach((depth, edges) -> {
            edges.forEach(edge -> connect(lastOf(edge.from()), firstOf(edge.to())));
            scopes.getOrDefault(depth, List.of()).stream()
                    .sorted(Comparator.comparingInt(
                            teardown -> membersOf(teardown.aroundSteps()).size()))
                    .forEach(this::wrap);
        });
    }

    private static List<Task<?>> dataEdges(Task<?> task) {
        List<Task<?>> before = new ArrayList<>();
        for (Argument<?> argument : task.arguments()) {
            switch (argument) {
                case Each<?> each -> each.from().forEach(input -> before.add(taskOf(input)));
                case Task<?> other -> before.add(other);
                case Collected<?> collected -> before.add(collected.task());
                case GroupItem<?> item -> {}
                case GivenInput<?> given -> {}
                case ParamsInput<?> params -> {}
            }
        }
        return before;
    }

    /** The task whose list a task or group is mapped over. */
    static Task<?> taskOf(Input<?> list) {
        return switch (list) {
            case Task<?> task -> task;
            case Collected<?> collected -> collected.task();
            case GroupItem<?> item -> throw noList();
            case GivenInput<?> given -> throw noList();
            case ParamsInput<?> params -> throw noList();
        };
    }

    private static DagDefinitionException noList() {
        return DagDefinitionException.of(
                "Each.of was given something else than a task's list; name the task that returns it");
    }

    private void place(Edge edge, Map<Integer, List<Edge>> byDepth) {
        if (edge.from() instanceof Task<?> from && edge.to() instanceof Task<?> to) {
            at(to).add(from);
        } else {
            byDepth.computeIfAbsent(commonDepth(edge.from(), edge.to()), first -> new ArrayList<>())
                    .add(edge);
        }
    }

    /** How deep the innermost group lies that holds both. */
    private static int commonDepth(Step one, Step other) {
        Group group = one instanceof Group itself ? itself.parent() : ((Task<?>) one).group();
        while (group != null && !group.holds(other)) {
            group = group.parent();
        }
        return depth(group);
    }

    private static int scopeDepth(Task<?> teardown) {
        int depth = Integer.MAX_VALUE;
        for (Step step : teardown.aroundSteps()) {
            depth = Math.min(depth, commonDepth(step, teardown));
        }
        return depth;
    }

    private static int depth(@Nullable Group group) {
        int depth = 0;
        for (Group outer = group; outer != null; outer = outer.parent()) {
            depth++;
        }
        return depth;
    }

    private Set<Task<?>> at(Task<?> task) {
        return upstream.computeIfAbsent(task, first -> new LinkedHashSet<>());
    }

    private void connect(Collection<Task<?>> from, Collection<Task<?>> to) {
        to.forEach(task -> at(task).addAll(from));
    }

    /** Puts the body of a scope between its setups and its teardown, or behind its setup alone. */
    private void wrap(Task<?> scope) {
        Set<Task<?>> body = membersOf(scope.aroundSteps());
        if (scope.isSetup()) {
            connect(List.of(scope), first(body));
            return;
        }
        List<Task<?>> setups = at(scope).stream()
                .filter(Task::isSetup)
                .<Task<?>>map(setup -> setup)
                .toList();
        List<Task<?>> first = first(body);
        List<Task<?>> last = last(body, false);
        connect(setups, first);
        connect(last, List.of(scope));
    }

    private List<Task<?>> firstOf(Step step) {
        return step instanceof Group group ? first(membersOf(List.of(group))) : List.of((Task<?>) step);
    }

    private List<Task<?>> lastOf(Step step) {
        return step instanceof Group group ? last(membersOf(List.of(group)), true) : List.of((Task<?>) step);
    }

    private Set<Task<?>> membersOf(Collection<Step> steps) {
        Set<Task<?>> members = new LinkedHashSet<>();
        for (Step step : steps) {
            switch (step) {
                case Task<?> task -> members.add(task);
                case Group group -> tasks.stream().filter(group::holds).forEach(members::add);
            }
        }
        return members;
    }

    private List<Task<?>> first(Set<Task<?>> members) {
        return members.stream()
                .filter(task -> at(task).stream().noneMatch(members::contains))
                .<Task<?>>map(task -> task)
                .toList();
    }

    /** @param withoutTeardowns what follows a group does not wait for its teardowns, unless it has nothing else */
    private List<Task<?>> last(Set<Task<?>> members, boolean withoutTeardowns) {
        Set<Task<?>> followed = new LinkedHashSet<>();
        for (Task<?> task : members) {
            if (!withoutTeardowns || !task.isTeardown()) {
                followed.addAll(at(task));
            }
        }
        List<Task<?>> last = members.stream()
                .filter(task -> !followed.contains(task) && !(withoutTeardowns && task.isTeardown()))
                .<Task<?>>map(task -> task)
                .toList();
        return last.isEmpty() && withoutTeardowns ? last(members, false) : last;
    }

    /** A setup directly before a task, or null. */
    @Nullable
    Task<?> setupBefore(Task<?> task) {
        return at(task).stream().filter(Task::isSetup).findFirst().orElse(null);
    }

    /** The ids of the tasks that come before a task without handing over data. */
    List<String> after(Task<?> task, List<TaskArgument> arguments) {
        Set<String> handing = new LinkedHashSet<>();
        for (TaskArgument argument : arguments) {
            if (argument instanceof TaskArgument.Output output) {
                handing.add(output.taskId());
            }
        }
        return at(task).stream()
                .map(Task::id)
                .filter(id -> !handing.contains(id))
                .toList();
    }
}
