package io.orchestrator.core.dag;

import io.orchestrator.protocol.graph.ControlSpec;
import io.orchestrator.protocol.graph.DagGraph;
import io.orchestrator.protocol.graph.DecisionSpec;
import io.orchestrator.protocol.graph.GroupSpec;
import io.orchestrator.protocol.graph.TaskSpec;
import io.orchestrator.protocol.graph.TriggerRule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Says what cannot be meant in groups, decisions, setups and teardowns. Ids and edges are right already. */
final class ControlCheck {

    private final DagGraph graph;
    private final Map<String, TaskSpec> tasks = new HashMap<>();
    private final Map<String, Set<String>> followers = new HashMap<>();
    private final Set<String> groups = new HashSet<>();
    private final List<String> faults = new ArrayList<>();

    private ControlCheck(DagGraph graph) {
        this.graph = graph;
        graph.tasks().forEach(task -> tasks.put(task.taskId(), task));
        for (TaskSpec task : graph.tasks()) {
            upstream(task)
                    .forEach(before -> followers
                            .computeIfAbsent(before, first -> new LinkedHashSet<>())
                            .add(task.taskId()));
        }
    }

    static List<String> check(DagGraph graph) {
        return new ControlCheck(graph).check();
    }

    private List<String> check() {
        graph.groups().forEach(this::checkGroup);
        graph.tasks().forEach(this::checkTask);
        if (faults.isEmpty()) {
            faults.addAll(MapCheck.check(graph));
        }
        return faults;
    }

    private static Set<String> upstream(TaskSpec task) {
        Set<String> upstream = new LinkedHashSet<>(task.inputs());
        upstream.addAll(task.after());
        return upstream;
    }

    private void checkGroup(GroupSpec group) {
        String id = group.groupId();
        if (!groups.add(id)) {
            faults.add("Two groups have the id '%s'; give one of them another.".formatted(id));
        }
        if (tasks.containsKey(id)) {
            faults.add("A task and a group have the id '%s'; give one of them another.".formatted(id));
        }
        int dot = id.lastIndexOf('.');
        if (dot >= 0 && !groups.contains(id.substring(0, dot))) {
            faults.add("The group '%s' is in the group '%s', which is not defined before it."
                    .formatted(id, id.substring(0, dot)));
        }
    }

    private void checkTask(TaskSpec task) {
        ControlSpec control = task.control();
        String name = "Task '%s': ".formatted(task.taskId());
        if (control.group() != null && !groups.contains(control.group())) {
            faults.add(name + "it is in the group '%s', which is not defined.".formatted(control.group()));
        }
        if (control.startDate() != null
                && control.endDate() != null
                && control.endDate().isBefore(control.startDate())) {
            faults.add(
                    name + "it ends at %s, before it starts at %s.".formatted(control.endDate(), control.startDate()));
        }
        if (control.decision() instanceof DecisionSpec.Branch branch) {
            checkChoices(name, branch);
        }
        if (control.decision() instanceof DecisionSpec.Branch && !followers.containsKey(task.taskId())) {
            faults.add(name + "it is a branch, but no task comes after it; put the tasks to choose from after it.");
        }
        if (control.decision() instanceof DecisionSpec.Clock clock) {
            checkChoices(name, clock.branch());
        }
        WaitCheck.check(name, task, faults);
        if (control.role().isTeardown()) {
            checkTeardown(name, task);
        } else {
            checkAfterSetup(name, task);
        }
    }

    private void checkChoices(String name, DecisionSpec.Branch branch) {
        Set<String> chosen = new LinkedHashSet<>();
        if (branch.choices() != null) {
            branch.choices().values().forEach(chosen::addAll);
        }
        if (branch.otherwise() != null) {
            chosen.addAll(branch.otherwise());
        }
        chosen.stream()
                .filter(id -> !tasks.containsKey(id) && !groups.contains(id))
                .forEach(id -> faults.add(name + "it can choose '%s', which is no task or group.".formatted(id)));
    }

    private void checkTeardown(String name, TaskSpec task) {
        if (task.triggerRule() != TriggerRule.ALL_SUCCESS) {
            faults.add(name + "it is a teardown, which has a rule of its own; leave its trigger rule out.");
        }
        if (upstream(task).stream().noneMatch(this::isSetup)) {
            faults.add(name + "it is a teardown, but comes directly after no setup; name the setup it belongs to.");
        }
    }

    private boolean isSetup(String id) {
        return switch (Objects.requireNonNull(tasks.get(id)).control().role()) {
            case SETUP -> true;
            case WORK, TEARDOWN, DECIDING_TEARDOWN -> false;
        };
    }

    /** A task that runs although its setup failed does not need the setup. */
    private void checkAfterSetup(String name, TaskSpec task) {
        if (task.triggerRule() != TriggerRule.ALL_SUCCESS) {
            upstream(task).stream()
                    .filter(this::isSetup)
                    .findFirst()
                    .ifPresent(setup -> faults.add(name
                            + "it comes directly after the setup '%s', so its trigger rule has to be all_success, not %s."
                                    .formatted(setup, task.triggerRule().name().toLowerCase(Locale.ROOT))));
        }
    }
}
