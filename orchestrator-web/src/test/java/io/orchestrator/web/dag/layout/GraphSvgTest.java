package io.orchestrator.web.dag.layout;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.protocol.graph.DagGraph;
import io.orchestrator.protocol.graph.TaskSpec;
import io.orchestrator.web.dag.layout.GraphPicture.Box;
import io.orchestrator.web.dag.layout.GraphSvg.Look;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GraphSvgTest {

    @Test
    void upstream_stands_left_of_downstream_and_every_edge_is_drawn() {
        var picture = GraphLayout.of(graph(task("load"), task("clean", "load"), task("train", "clean", "load")));
        assertThat(picture.boxes()).extracting(Box::taskId).containsExactly("load", "clean", "train");
        assertThat(picture.boxes()).extracting(Box::x).isSorted().doesNotHaveDuplicates();
        assertThat(picture.lines())
                .hasSize(3)
                .allSatisfy(line -> assertThat(line.points()).hasSizeGreaterThanOrEqualTo(2));
    }

    @Test
    void no_two_tasks_of_a_random_graph_overlap() {
        var random = new Random(11);
        var tasks = IntStream.range(0, 120)
                .mapToObj(i -> task(
                        "task_" + i,
                        IntStream.range(0, i == 0 ? 0 : random.nextInt(3))
                                .mapToObj(n -> "task_" + random.nextInt(i))
                                .distinct()
                                .toArray(String[]::new)))
                .toArray(TaskSpec[]::new);
        var picture = GraphLayout.of(graph(tasks));
        for (Box one : picture.boxes()) {
            assertThat(one.x() + one.width()).isLessThanOrEqualTo(picture.width());
            assertThat(one.y() + one.height()).isLessThanOrEqualTo(picture.height());
            assertThat(picture.boxes().stream().filter(other -> other != one && overlap(one, other)))
                    .isEmpty();
        }
    }

    @Test
    void a_node_carries_its_task_its_state_and_where_it_leads() {
        var svg = GraphSvg.of(
                GraphLayout.of(graph(task("load"))), "Graph", id -> new Look("failed", "failed · 3s", "/dags/d/" + id));
        assertThat(svg)
                .contains("class=\"node state-failed\"")
                .contains("data-task=\"load\"")
                .contains("href=\"/dags/d/load\"")
                .contains("failed · 3s");
    }

    @Test
    void whatever_is_in_an_id_stays_text() {
        var svg = GraphSvg.of(
                GraphLayout.of(graph(task("<script>\"'&"))), "<b>", id -> new Look("", "<i>", "\"><script>"));
        assertThat(svg)
                .doesNotContain("<script")
                .doesNotContain("<b>")
                .doesNotContain("<i>")
                .contains("&lt;script&gt;");
    }

    @Test
    void a_picture_is_drawn_once_for_a_version() {
        var pictures = new GraphPictures();
        var graph = graph(task("load"));
        assertThat(pictures.of(graph, 1).orElseThrow())
                .isSameAs(pictures.of(graph, 1).orElseThrow());
        assertThat(pictures.of(graph, 2).orElseThrow())
                .isNotSameAs(pictures.of(graph, 1).orElseThrow());
    }

    @Test
    void a_graph_that_nobody_could_read_is_not_drawn() {
        var tasks = IntStream.rangeClosed(0, GraphPictures.MOST_TASKS)
                .mapToObj(i -> task("task_" + i))
                .toArray(TaskSpec[]::new);
        assertThat(new GraphPictures().of(graph(tasks), 1)).isEmpty();
    }

    private static boolean overlap(Box one, Box other) {
        return one.x() < other.x() + other.width()
                && other.x() < one.x() + one.width()
                && one.y() < other.y() + other.height()
                && other.y() < one.y() + one.height();
    }

    private static TaskSpec task(String taskId, String... inputs) {
        return TaskSpec.builder(taskId).inputs(inputs).build();
    }

    private static DagGraph graph(TaskSpec... tasks) {
        return DagGraph.builder("d")
                .maxActiveRuns(1)
                .maxActiveTasks(16)
                .tasks(tasks)
                .build();
    }
}
