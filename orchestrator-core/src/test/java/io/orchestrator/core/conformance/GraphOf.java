package io.orchestrator.core.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.core.dag.TaskGraph;
import io.orchestrator.protocol.graph.ControlSpec;
import io.orchestrator.protocol.graph.DagGraph;
import io.orchestrator.protocol.graph.DecisionSpec;
import io.orchestrator.protocol.graph.GroupSpec;
import io.orchestrator.protocol.graph.MapSpec;
import io.orchestrator.protocol.graph.PastSpec;
import io.orchestrator.protocol.graph.RetrySpec;
import io.orchestrator.protocol.graph.ScheduleSpec;
import io.orchestrator.protocol.graph.TaskRole;
import io.orchestrator.protocol.graph.TaskSpec;
import io.orchestrator.protocol.graph.TriggerRule;
import io.orchestrator.protocol.graph.WeightRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Builds the graph that a case describes, as an author's DAG would come out of its description. */
final class GraphOf {

    private final Map<String, Parts> tasks = new LinkedHashMap<>();
    private final List<GroupSpec> groups = new ArrayList<>();
    private ScheduleSpec schedule = new ScheduleSpec.Manual();
    private boolean failFast;

    /** What one task is made of so far. */
    private static final class Parts {
        private final List<String> after = new ArrayList<>();
        private TriggerRule rule = TriggerRule.ALL_SUCCESS;
        private ControlSpec control = ControlSpec.PLAIN;
        private WeightRule weightRule = new WeightRule.Downstream();
        private int weight = 1;
        private int retries;
        private Duration retryDelay = Duration.ofMinutes(5);
    }

    /** From the fields {@code tasks} and {@code edges}. */
    static GraphOf of(JsonNode testCase) {
        GraphOf graph = new GraphOf();
        testCase.path("tasks").propertyStream().forEach(task -> graph.describe(task.getKey(), task.getValue()));
        testCase.path("edges")
                .forEach(edge -> graph.edge(edge.get(0).asString(), edge.get(1).asString()));
        return graph;
    }

    private void describe(String id, JsonNode task) {
        assertThat(task.propertyNames())
                .as("fields of task %s", id)
                .isSubsetOf(
                        "kind",
                        "trigger_rule",
                        "on_failure_fail_run",
                        "depends_on_past",
                        "priority_weight",
                        "weight_rule",
                        "retries",
                        "mapped_over",
                        "mapped_count",
                        "start_date",
                        "end_date",
                        // A limit: it holds a task back that may start already.
                        "max_active_tis_per_dag");
        Parts parts = task(id);
        parts.control = ControlSpec.of(role(task));
        if (task.has("trigger_rule")) {
            rule(id, task.path("trigger_rule").asString());
        }
        if (task.path("depends_on_past").asBoolean(false)) {
            control(id, control -> control.withPast(new PastSpec(false, false)));
        }
        parts.weight = task.path("priority_weight").asInt(1);
        parts.retries = task.path("retries").asInt(0);
        if (task.has("mapped_count")) {
            map(id, new MapSpec.Values(numbers(task.path("mapped_count").asInt())));
        }
        if (task.has("mapped_over")) {
            map(
                    id,
                    task.path("mapped_over")
                            .valueStream()
                            .map(source -> new MapSpec.Output(source.asString()))
                            .toArray(MapSpec.Source[]::new));
        }
        control(
                id,
                control -> control.between(
                        CaseWords.date(task.path("start_date")), CaseWords.date(task.path("end_date"))));
    }

    private static TaskRole role(JsonNode task) {
        boolean decides = task.path("on_failure_fail_run").asBoolean(false);
        return switch (task.path("kind").asString("work")) {
            case "work" -> TaskRole.WORK;
            case "setup" -> TaskRole.SETUP;
            case "teardown" -> decides ? TaskRole.DECIDING_TEARDOWN : TaskRole.TEARDOWN;
            default -> throw new AssertionError("the kind of task " + task.path("kind") + " is not known");
        };
    }

    static JsonNode numbers(int count) {
        var list = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < count; i++) {
            list.add(i);
        }
        return list;
    }

    private Parts task(String id) {
        return tasks.computeIfAbsent(id, unseen -> new Parts());
    }

    GraphOf add(String id) {
        task(id);
        return this;
    }

    GraphOf add(String id, TaskRole role) {
        task(id).control = ControlSpec.of(role);
        return this;
    }

    GraphOf edge(String from, String to) {
        task(from);
        if (!task(to).after.contains(from)) {
            task(to).after.add(from);
        }
        return this;
    }

    GraphOf rule(String id, String rule) {
        task(id).rule = TriggerRule.valueOf(rule.toUpperCase(Locale.ROOT));
        return this;
    }

    GraphOf control(String id, UnaryOperator<ControlSpec> change) {
        task(id).control = change.apply(task(id).control);
        return this;
    }

    GraphOf decision(String id, DecisionSpec decision) {
        return control(id, control -> control.withDecision(decision));
    }

    GraphOf map(String id, MapSpec.Source... sources) {
        return control(id, control -> control.withMapping(new MapSpec(List.of(sources))));
    }

    /** A group, mapped or not, and the tasks whose ids begin with its name. */
    GraphOf group(String groupId, MapSpec.@Nullable Source... sources) {
        groups.add(new GroupSpec(groupId, null, sources.length == 0 ? null : new MapSpec(List.of(sources))));
        tasks.forEach((id, parts) -> {
            if (id.startsWith(groupId + ".")) {
                control(id, control -> control.inGroup(groupId));
            }
        });
        return this;
    }

    /** A mapped group of some tasks, whatever their ids. */
    GraphOf groupOf(String groupId, List<String> ids, List<MapSpec.Source> sources) {
        groups.add(new GroupSpec(groupId, null, new MapSpec(sources)));
        ids.forEach(id -> control(id, control -> control.inGroup(groupId)));
        return this;
    }

    GraphOf weights(String rule) {
        tasks.values()
                .forEach(parts -> parts.weightRule = switch (rule) {
                    case "downstream" -> new WeightRule.Downstream();
                    case "upstream" -> new WeightRule.Upstream();
                    case "absolute" -> new WeightRule.Absolute();
                    default -> throw new AssertionError("the weight rule " + rule + " is not known");
                });
        return this;
    }

    GraphOf schedule(ScheduleSpec spec) {
        schedule = spec;
        return this;
    }

    GraphOf retries(String id, int retries, Duration delay) {
        Parts parts = task(id);
        parts.retries = retries;
        parts.retryDelay = delay;
        return this;
    }

    GraphOf failFast() {
        failFast = true;
        return this;
    }

    DagGraph definition() {
        List<TaskSpec> specs = new ArrayList<>();
        tasks.forEach((id, parts) -> specs.add(TaskSpec.builder(id)
                .after(parts.after)
                .triggerRule(parts.rule)
                .retry(new RetrySpec(parts.retries, parts.retryDelay, 1, Duration.ofDays(1), false))
                .priorityWeight(parts.weight)
                .weightRule(parts.weightRule)
                .control(parts.control)
                .build()));
        return definitionOf(specs);
    }

    DagGraph definitionOf(List<TaskSpec> specs) {
        return DagGraph.builder("dag")
                .schedule(schedule)
                .maxActiveRuns(100)
                .maxActiveTasks(1000)
                .tasks(specs)
                .groups(groups)
                .failFast(failFast)
                .build();
    }

    TaskGraph build() {
        return TaskGraph.of(definition());
    }
}
