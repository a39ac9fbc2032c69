package io.orchestrator.core.decide;

import io.orchestrator.protocol.graph.ControlSpec;
import io.orchestrator.protocol.graph.DagGraph;
import io.orchestrator.protocol.graph.DecisionSpec;
import io.orchestrator.protocol.graph.GroupSpec;
import io.orchestrator.protocol.graph.MapSpec;
import io.orchestrator.protocol.graph.PastSpec;
import io.orchestrator.protocol.graph.PokeSpec;
import io.orchestrator.protocol.graph.RetrySpec;
import io.orchestrator.protocol.graph.TaskRole;
import io.orchestrator.protocol.graph.TaskSpec;
import io.orchestrator.protocol.graph.TriggerRule;
import io.orchestrator.protocol.graph.WaitSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** A random DAG with rules, decisions, lists, groups, setups and teardowns. */
final class RandomGraph {

    private static final String GROUP = "g";

    private final SplittableRandom random;
    private final int size;
    private final int groupFrom;
    private final int groupTo;
    private final List<TaskRole> roles = new ArrayList<>();

    private RandomGraph(SplittableRandom random) {
        this.random = random;
        this.size = 1 + random.nextInt(12);
        boolean grouped = size > 3 && random.nextInt(3) == 0;
        this.groupFrom = grouped ? 1 + random.nextInt(size - 2) : size;
        this.groupTo = grouped ? Math.min(size, groupFrom + 1 + random.nextInt(3)) : size;
    }

    static DagGraph of(SplittableRandom random) {
        return new RandomGraph(random).build();
    }

    private DagGraph build() {
        List<TaskSpec> tasks = new ArrayList<>();
        MapSpec groupMapping = mapping(groupFrom);
        for (int i = 0; i < size; i++) {
            tasks.add(task(i, groupMapping));
        }
        List<GroupSpec> groups = groupFrom < size ? List.of(new GroupSpec(GROUP, null, groupMapping)) : List.of();
        return DagGraph.builder("random")
                .maxActiveRuns(1)
                .maxActiveTasks(100)
                .tasks(tasks)
                .groups(groups)
                .failFast(random.nextInt(8) == 0)
                .build();
    }

    private boolean isGrouped(int task) {
        return task >= groupFrom && task < groupTo;
    }

    private TaskSpec task(int i, MapSpec groupMapping) {
        List<String> after = new ArrayList<>();
        for (int j = 0; j < i; j++) {
            if (random.nextInt(3) == 0) {
                after.add("t" + j);
            }
        }
        boolean mapped = !isGrouped(i) && i > 0 && random.nextInt(5) == 0;
        MapSpec mapping = mapped ? mapping(i) : null;
        // Inner tasks of a group need not come after its lists by edges of their own.
        addSources(i == groupFrom ? groupMapping : mapping, after);
        TaskRole role = role(after);
        roles.add(role);
        ControlSpec control = ControlSpec.of(role)
                .inGroup(isGrouped(i) ? GROUP : null)
                .withMapping(mapping)
                .withPast(random.nextInt(12) == 0 ? new PastSpec(false, random.nextBoolean()) : null)
                .withDecision(mapped ? null : decision())
                .poking(random.nextInt(6) == 0 ? poke() : null);
        control = control.decision() == null && random.nextInt(8) == 0
                ? control.poking(null).waiting(engineWait())
                : control;
        RetrySpec retry = new RetrySpec(random.nextInt(3), Duration.ofSeconds(10), 1, Duration.ofHours(1), false);
        return TaskSpec.builder("t" + i)
                .after(after)
                .triggerRule(rule())
                .retry(retry)
                .control(control)
                .build();
    }

    private TriggerRule rule() {
        return random.nextBoolean()
                ? TriggerRule.ALL_SUCCESS
                : TriggerRule.values()[random.nextInt(TriggerRule.values().length)];
    }

    /** A teardown comes after a setup. */
    private TaskRole role(List<String> after) {
        boolean afterSetup =
                after.stream().anyMatch(id -> roles.get(Integer.parseInt(id.substring(1))) == TaskRole.SETUP);
        if (afterSetup && random.nextInt(3) == 0) {
            return random.nextBoolean() ? TaskRole.TEARDOWN : TaskRole.DECIDING_TEARDOWN;
        }
        return random.nextInt(6) == 0 ? TaskRole.SETUP : TaskRole.WORK;
    }

    private PokeSpec poke() {
        boolean soft = random.nextInt(4) == 0;
        return new PokeSpec(
                Duration.ofSeconds(random.nextInt(20)),
                random.nextBoolean(),
                null,
                Duration.ofSeconds(random.nextInt(100)),
                soft,
                !soft && random.nextInt(4) == 0,
                random.nextInt(3) == 0);
    }

    private WaitSpec engineWait() {
        Duration timeout = random.nextBoolean() ? null : Duration.ofSeconds(50);
        return switch (random.nextInt(4)) {
            case 0 -> new WaitSpec.Delay(Duration.ofSeconds(random.nextInt(10)));
            case 1 -> new WaitSpec.AfterInterval(Duration.ofSeconds(random.nextInt(100)));
            case 2 -> new WaitSpec.OtherRun("other", null, Duration.ZERO, timeout, random.nextBoolean());
            default ->
                new WaitSpec.Trigger(
                        "other",
                        JsonNodeFactory.instance.objectNode(),
                        false,
                        random.nextBoolean(),
                        timeout,
                        random.nextBoolean());
        };
    }

    private @Nullable DecisionSpec decision() {
        return switch (random.nextInt(12)) {
            case 0 -> new DecisionSpec.Branch();
            case 1 -> new DecisionSpec.ShortCircuit(random.nextBoolean());
            case 2 -> new DecisionSpec.LatestOnly();
            default -> null;
        };
    }

    /** Over one or two sources that come before a task. */
    private MapSpec mapping(int task) {
        List<MapSpec.Source> sources = new ArrayList<>();
        sources.add(source(task));
        if (random.nextInt(3) == 0) {
            sources.add(source(task));
        }
        return new MapSpec(sources);
    }

    private MapSpec.Source source(int task) {
        if (task == 0 || task >= size || random.nextInt(3) == 0) {
            ArrayNode values = JsonNodeFactory.instance.arrayNode();
            for (int i = random.nextInt(4); i > 0; i--) {
                values.add(i);
            }
            return new MapSpec.Values(values);
        }
        return new MapSpec.Output("t" + random.nextInt(task));
    }

    private static void addSources(@Nullable MapSpec mapping, List<String> after) {
        if (mapping == null) {
            return;
        }
        for (MapSpec.Source source : mapping.sources()) {
            if (source instanceof MapSpec.Output output && !after.contains(output.taskId())) {
                after.add(output.taskId());
            }
        }
    }
}
