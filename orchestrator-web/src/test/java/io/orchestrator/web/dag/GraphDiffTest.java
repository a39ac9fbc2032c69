package io.orchestrator.web.dag;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.protocol.Json;
import io.orchestrator.protocol.graph.DagGraph;
import io.orchestrator.web.Fixture;
import io.orchestrator.web.dag.GraphDiff.Change;
import org.junit.jupiter.api.Test;

/** What two versions of a DAG differ in. */
class GraphDiffTest {

    private final DagGraph graph = Fixture.graph("pipeline");

    @Test
    void equal_graphs_have_no_difference() {
        assertThat(GraphDiff.between(graph, Fixture.graph("pipeline"))).isEmpty();
    }

    @Test
    void a_changed_field_is_told_with_its_old_and_its_new_value() {
        assertThat(GraphDiff.between(graph, edited("\"maxActiveRuns\":3", "\"maxActiveRuns\":5")))
                .containsExactly(new Change("", "maxActiveRuns", "3", "5"));
        assertThat(GraphDiff.between(graph, edited("\"queue\":\"default\"", "\"queue\":\"gpu\"")))
                .containsExactly(
                        new Change("ingest", "queue", "default", "gpu"),
                        new Change("train", "queue", "default", "gpu"));
    }

    @Test
    void tasks_that_came_and_went_are_told_as_such() {
        assertThat(GraphDiff.between(graph, edited("\"taskId\":\"train\"", "\"taskId\":\"teach\"")))
                .containsExactly(new Change("teach", "", "", "new"), new Change("train", "", "was there", ""));
    }

    private DagGraph edited(String before, String after) {
        var json = Json.MAPPER.writeValueAsString(graph);
        assertThat(json).contains(before);
        return Json.MAPPER.readValue(json.replace(before, after), DagGraph.class);
    }
}
