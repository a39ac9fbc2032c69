package io.orchestrator.core.dag;

import io.orchestrator.core.params.Fault;
import io.orchestrator.core.params.RunParams;
import io.orchestrator.protocol.graph.DagGraph;
import io.orchestrator.protocol.graph.ParamsSpec;
import io.orchestrator.protocol.graph.ScheduleSpec;
import java.util.List;
import tools.jackson.databind.node.JsonNodeFactory;

/** Says what cannot be meant in the params of a DAG. */
final class ParamsCheck {

    private ParamsCheck() {}

    static List<String> check(DagGraph graph) {
        ParamsSpec params = graph.params();
        if (params == null) {
            return List.of();
        }
        if (params.schema() == null
                || !params.schema().path("type").asString("").equals("object")) {
            return List.of("The params have no schema of an object; expected one with \"type\": \"object\".");
        }
        boolean scheduled = !(graph.schedule() instanceof ScheduleSpec.Manual);
        return scheduled && RunParams.of(params, JsonNodeFactory.instance.objectNode()) instanceof RunParams.Refused no
                ? no.faults().stream().map(ParamsCheck::sentence).toList()
                : List.of();
    }

    private static String sentence(Fault fault) {
        return "The schedule starts runs without params, but %s; give it a default that is allowed.".formatted(fault);
    }
}
