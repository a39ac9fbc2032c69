package io.orchestrator.web.dag.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.orchestrator.protocol.graph.ControlSpec;
import io.orchestrator.protocol.graph.DagGraph;
import io.orchestrator.protocol.graph.GroupSpec;
import io.orchestrator.protocol.graph.MapSpec;
import io.orchestrator.protocol.graph.TaskSpec;
import io.orchestrator.web.dag.layout.GraphPicture.Box;
import io.orchestrator.web.dag.layout.GraphPicture.Frame;
import io.orchestrator.web.dag.layout.GraphSvg.Look;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GraphSvgTest {

    private static final Look NOTHING = new Look("", "", "");

    private static Folding unfolded(DagGraph graph) {
        return new Folding(graph, List.of());
    }

    private static GraphPicture picture(DagGraph graph) {
        return GraphLayout.of(graph, unfolded(graph));
    }

    @Test
    void a_folded_group_is_one_box_in_the_place_of_its_tasks() {
        var graph = grouped();
        var inner = GraphLayout.of(graph, new Folding(graph, List.of("load.checks", "no such group")));
        assertThat(inner.boxes())
                .extracting(Box::id)
                .contains("load.rows", "load.checks")
                .doesNotContain("load.checks.one");
        assertThat(inner.boxes()).filteredOn(Box::group).extracting(Box::label).containsExactly("checks [] (2)");
        assertThat(inner.frames()).extracting(Frame::groupId).containsExactly("load");

        // The outermost group that is folded counts; nothing leads from it to itself, and twice the same line is one.
        var outer = GraphLayout.of(graph, new Folding(graph, List.of("load", "load.checks")));
        assertThat(outer.boxes()).filteredOn(Box::group).extracting(Box::id).containsExactly("load");
        assertThat(outer.frames()).isEmpty();
        assertThat(outer.lines())
                .noneMatch(line -> line.from().equals(line.to()))
                .doesNotHaveDuplicates();
        assertThat(new Folding(graph, List.of("load")).toggled("load")).isEmpty();
        assertThat(new Folding(graph, List.of()).toggled("load")).containsExactly("load");
    }

    @Test
    void a_folded_group_says_how_its_tasks_are_and_leads_to_the_unfolded_one() {
        var graph = grouped();
        var svg = GraphSvg.of(
                GraphLayout.of(graph, new Folding(graph, List.of("load.checks"))),
                "Graph",
                id -> NOTHING,
                group -> new Look("failed", "1 of 2", "/unfold/" + group),
                group -> "/fold/" + group);
        assertThat(svg)
                .contains("class=\"node folded state-failed\" data-group=\"load.checks\"")
                .contains("href=\"/unfold/load.checks\"", "href=\"/fold/load\"");
    }

    @Test
    void upstream_stands_left_of_downstream_and_every_edge_is_drawn() {
        var picture = picture(graph(task("load"), task("clean", "load"), task("train", "clean", "load")));
        assertThat(picture.boxes()).extracting(Box::id).containsExactly("load", "clean", "train");
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
        var picture = picture(graph(tasks));
        for (Box one : picture.boxes()) {
            assertThat(one.x() + one.width()).isLessThanOrEqualTo(picture.width());
            assertThat(one.y() + one.height()).isLessThanOrEqualTo(picture.height());
            assertThat(picture.boxes().stream().filter(other -> other != one && overlap(one, other)))
                    .isEmpty();
        }
    }

    @Test
    void a_group_is_a_frame_around_its_tasks_and_around_none_else() {
        var picture = picture(grouped());
        assertThat(picture.frames()).extracting(Frame::groupId).containsExactly("load", "load.checks");
        assertThat(picture.frames()).extracting(Frame::label).containsExactly("Loading", "checks []");
        assertThat(within(picture, "load")).containsExactly("load.rows", "load.checks.one", "load.checks.two");
        assertThat(within(picture, "load.checks")).containsExactly("load.checks.one", "load.checks.two");
    }

    @Test
    void edges_end_at_their_tasks_also_through_the_frames_of_groups() {
        var picture = picture(grouped());
        assertThat(picture.lines()).hasSize(4).allSatisfy(line -> {
            Box from = box(picture, line.from());
            Box to = box(picture, line.to());
            assertThat(line.points().getFirst().x()).isCloseTo(from.x() + from.width(), offset(1.0));
            assertThat(line.points().getFirst().y()).isBetween((double) from.y(), (double) from.y() + from.height());
            assertThat(line.points().getLast().x()).isCloseTo(to.x(), offset(1.0));
            assertThat(line.points().getLast().y()).isBetween((double) to.y(), (double) to.y() + to.height());
        });
    }

    private static DagGraph grouped() {
        MapSpec mapping = new MapSpec(List.of(new MapSpec.Output("load.rows")));
        return graph(
                        task("start"),
                        inGroup("load.rows", "load", "start"),
                        inGroup("load.checks.one", "load.checks", "load.rows"),
                        inGroup("load.checks.two", "load.checks", "load.checks.one"),
                        task("end", "load.checks.two"))
                .toBuilder()
                .groups(
                        new GroupSpec("load", "Loading", null),
                        new GroupSpec("load.checks", null, mapping),
                        new GroupSpec("empty", null, null))
                .build();
    }

    private static TaskSpec inGroup(String taskId, String group, String... inputs) {
        return task(taskId, inputs).toBuilder()
                .control(ControlSpec.PLAIN.inGroup(group))
                .build();
    }

    private static Box box(GraphPicture picture, String taskId) {
        return picture.boxes().stream()
                .filter(box -> box.id().equals(taskId))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> within(GraphPicture picture, String groupId) {
        Frame frame = picture.frames().stream()
                .filter(candidate -> candidate.groupId().equals(groupId))
                .findFirst()
                .orElseThrow();
        return picture.boxes().stream()
                .filter(box -> box.x() >= frame.x()
                        && box.y() >= frame.y()
                        && box.x() + box.width() <= frame.x() + frame.width()
                        && box.y() + box.height() <= frame.y() + frame.height())
                .map(Box::id)
                .toList();
    }

    @Test
    void a_node_carries_its_task_its_state_and_where_it_leads() {
        var svg = GraphSvg.of(
                picture(graph(task("load"))),
                "Graph",
                id -> new Look("failed", "failed · 3s", "/dags/d/" + id),
                group -> NOTHING,
                group -> "");
        assertThat(svg)
                .contains("class=\"node state-failed\"")
                .contains("data-task=\"load\"")
                .contains("href=\"/dags/d/load\"")
                .contains("failed · 3s");
    }

    @Test
    void whatever_is_in_an_id_stays_text() {
        var svg = GraphSvg.of(
                picture(graph(task("<script>\"'&"))),
                "<b>",
                id -> new Look("", "<i>", "\"><script>"),
                group -> NOTHING,
                group -> "");
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
        assertThat(pictures.of(graph, 1, unfolded(graph)).orElseThrow())
                .isSameAs(pictures.of(graph, 1, unfolded(graph)).orElseThrow());
        assertThat(pictures.of(graph, 2, unfolded(graph)).orElseThrow())
                .isNotSameAs(pictures.of(graph, 1, unfolded(graph)).orElseThrow());
    }

    @Test
    void a_graph_that_nobody_could_read_is_not_drawn() {
        var tasks = IntStream.rangeClosed(0, GraphPictures.MOST_TASKS)
                .mapToObj(i -> task("task_" + i))
                .toArray(TaskSpec[]::new);
        assertThat(new GraphPictures().of(graph(tasks), 1, unfolded(graph(tasks))))
                .isEmpty();
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
