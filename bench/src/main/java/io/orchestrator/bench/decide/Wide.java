package io.orchestrator.bench.decide;

import io.orchestrator.protocol.graph.ControlSpec;
import io.orchestrator.protocol.graph.DagGraph;
import io.orchestrator.protocol.graph.MapSpec;
import io.orchestrator.protocol.graph.TaskSpec;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** One task, 10,000 after it, one after all of them. */
enum Wide {
    /** Each of the 10,000 is a task of its own. */
    PLAIN,
    /** They are the instances of one task, over the list that the first one returns. */
    MAPPED;

    static final String DAG = "wide";

    private static final int WIDTH = 10_000;
    private static final String FIRST = "first";
    private static final String EACH = "each";

    DagGraph graph() {
        return DagGraph.builder(DAG).maxActiveTasks(WIDTH).tasks(tasks()).build();
    }

    private List<TaskSpec> tasks() {
        TaskSpec first = TaskSpec.builder(FIRST)
                .outputType("java.util.List<java.lang.Integer>")
                .build();
        List<TaskSpec> between = between();
        TaskSpec last = TaskSpec.builder("last")
                .after(between.stream().map(TaskSpec::taskId).toList())
                .build();
        return Stream.of(Stream.of(first), between.stream(), Stream.of(last))
                .flatMap(tasks -> tasks)
                .toList();
    }

    private List<TaskSpec> between() {
        if (this == MAPPED) {
            ControlSpec mapped = ControlSpec.PLAIN.withMapping(new MapSpec(List.of(new MapSpec.Output(FIRST))));
            return List.of(TaskSpec.builder(EACH).after(FIRST).control(mapped).build());
        }
        return IntStream.range(0, WIDTH)
                .mapToObj(number ->
                        TaskSpec.builder(EACH + "_" + number).after(FIRST).build())
                .toList();
    }

    /** What the first task returns. */
    @Nullable
    JsonNode firstOutput() {
        if (this == PLAIN) {
            return null;
        }
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        IntStream.range(0, WIDTH).forEach(list::add);
        return list;
    }
}
