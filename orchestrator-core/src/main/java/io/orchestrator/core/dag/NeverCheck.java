package io.orchestrator.core.dag;

import io.orchestrator.protocol.graph.DagGraph;
import io.orchestrator.protocol.graph.DecisionSpec;
import io.orchestrator.protocol.graph.TaskSpec;
import io.orchestrator.protocol.graph.TriggerRule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Finds tasks whose rule can never be met, because a branch with one choice skips one of their upstream tasks whatever it chooses:
 * as a join of its ways with the rule all_success. The graph is right otherwise.
 */
final class NeverCheck {

    private final TaskGraph graph;
    private final List<String> faults = new ArrayList<>();

    private NeverCheck(TaskGraph graph) {
        this.graph = graph;
    }

    static List<String> check(DagGraph graph) {
        boolean branches = graph.tasks().stream().anyMatch(NeverCheck::choosesOne);
        return branches ? new NeverCheck(TaskGraph.of(graph)).check() : List.of();
    }

    /** A list may choose every way at once. */
    private static boolean choosesOne(TaskSpec task) {
        String type = task.outputType();
        return task.control().decision() instanceof DecisionSpec.Branch branch
                && branch.choices() != null
                && type != null
                && !type.startsWith("java.util.");
    }

    private List<String> check() {
        for (int task = 0; task < graph.size(); task++) {
            TaskSpec spec = graph.task(task);
            if (choosesOne(spec) && spec.control().decision() instanceof DecisionSpec.Branch branch) {
                checkAfter(task, branch);
            }
        }
        return faults;
    }

    /** What comes after a task that never runs is not told too. */
    private void checkAfter(int branch, DecisionSpec.Branch decision) {
        List<List<String>> ways = new ArrayList<>();
        if (decision.choices() != null) {
            ways.addAll(decision.choices().values());
        }
        if (decision.otherwise() != null) {
            ways.add(decision.otherwise());
        }
        Set<Integer> never = null;
        for (List<String> way : ways) {
            Set<Integer> skipped = skipped(branch, way, ways);
            if (never == null) {
                never = skipped;
            } else {
                never.retainAll(skipped);
            }
        }
        Set<Integer> all = never == null ? Set.of() : never;
        all.stream().filter(task -> !isAnySkipped(task, all)).forEach(task -> faults.add(sentence(task, branch)));
    }

    /** What does not run if the branch chooses that way. */
    private Set<Integer> skipped(int branch, List<String> way, List<List<String>> ways) {
        Set<Integer> kept = graph.reach(steps(way), true);
        Set<Integer> eligible = new HashSet<>();
        ways.forEach(other -> eligible.addAll(steps(other)));
        Set<Integer> skipped = new LinkedHashSet<>();
        for (int follower : graph.downstream(branch)) {
            if (eligible.contains(follower) && !kept.contains(follower) && !graph.isTeardown(follower)) {
                skipped.add(follower);
            }
        }
        boolean more = true;
        while (more) {
            more = false;
            for (int task = 0; task < graph.size(); task++) {
                if (skipsWithOne(task) && !skipped.contains(task) && isAnySkipped(task, skipped)) {
                    more |= skipped.add(task);
                }
            }
        }
        return skipped;
    }

    private Set<Integer> steps(Collection<String> ids) {
        Set<Integer> steps = new LinkedHashSet<>();
        ids.forEach(id -> steps.addAll(graph.stepsOf(id)));
        return steps;
    }

    private boolean skipsWithOne(int task) {
        TriggerRule rule = graph.task(task).triggerRule();
        return !graph.isTeardown(task)
                && (rule == TriggerRule.ALL_SUCCESS
                        || rule == TriggerRule.NONE_SKIPPED
                        || rule == TriggerRule.ALL_DONE_MIN_ONE_SUCCESS);
    }

    private boolean isAnySkipped(int task, Set<Integer> skipped) {
        for (int before : graph.upstream(task)) {
            if (skipped.contains(before)) {
                return true;
            }
        }
        return false;
    }

    private String sentence(int task, int branch) {
        String rule = graph.task(task).triggerRule().name().toLowerCase(Locale.ROOT);
        return ("Task '%s': its rule %s can never be met, because whatever '%s' chooses skips something before it;"
                        + " give it the rule none_failed_min_one_success.")
                .formatted(graph.task(task).taskId(), rule, graph.task(branch).taskId());
    }
}
