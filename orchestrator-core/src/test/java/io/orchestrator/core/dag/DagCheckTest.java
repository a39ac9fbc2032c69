package io.orchestrator.core.dag;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.protocol.Json;
import io.orchestrator.protocol.graph.DagGraph;
import io.orchestrator.protocol.graph.RetrySpec;
import io.orchestrator.protocol.graph.RunnerSpec;
import io.orchestrator.protocol.graph.ScheduleSpec;
import io.orchestrator.protocol.graph.TaskSpec;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DagCheckTest {

    private static final DagCheck CHECK = new DagCheck(schedule -> List.of());

    @Test
    void aRightGraphHasNoFaults() {
        assertThat(CHECK.check(dag(task("a"), task("b", "a"), task("c", "a", "b"))))
                .isEmpty();
    }

    @Test
    void illegalIdsAreNamed() {
        assertThat(CHECK.check(withId("my dag"))).singleElement().asString().contains("'my dag'", "1 to 250 letters");
        assertThat(CHECK.check(withId("x".repeat(251)))).hasSize(1);
        assertThat(CHECK.check(dag(task("a/b")))).singleElement().asString().contains("'a/b'");
    }

    @Test
    void twoTasksWithOneIdAreNamed() {
        assertThat(CHECK.check(dag(task("a"), task("a"))))
                .containsExactly("Two tasks have the id 'a'; give one of them another.");
    }

    @Test
    void anEdgeToAnUnknownTaskIsNamed() {
        assertThat(CHECK.check(dag(task("a", "gone"))))
                .containsExactly("Task 'a' comes after 'gone', which is no task of this DAG.");
    }

    @Test
    void aCircleIsShown() {
        assertThat(CHECK.check(
                        dag(task("start"), task("a", "start", "c"), task("b", "a"), task("c", "b"), task("end", "c"))))
                .singleElement()
                .asString()
                .containsAnyOf("a -> b -> c -> a", "b -> c -> a -> b", "c -> a -> b -> c")
                .doesNotContain("start")
                .doesNotContain("end");
        assertThat(CHECK.check(dag(task("a", "a")))).singleElement().asString().contains("a -> a");
    }

    @Test
    void thirtyThousandTasksInARowAreRightAndMoreThanAHundredThousandAreNot() {
        assertThat(CHECK.check(chain(30_000))).isEmpty();
        assertThat(CHECK.check(chain(100_001))).singleElement().asString().contains("100001 tasks");
    }

    @Test
    void limitsBelowOneAndDurationsThatAreNotPositiveAreNamed() {
        DagGraph graph = DagGraph.builder("d")
                .maxActiveRuns(0)
                .maxActiveTasks(-1)
                .runTimeout(Duration.ZERO)
                .build();

        assertThat(CHECK.check(graph))
                .hasSize(3)
                .anyMatch(fault -> fault.startsWith("max_active_runs is 0"))
                .anyMatch(fault -> fault.startsWith("max_active_tasks is -1"))
                .anyMatch(fault -> fault.startsWith("The run timeout is PT0S"));
    }

    @Test
    void retriesAndHeapAreChecked() {
        TaskSpec task = TaskSpec.builder("a")
                .retry(new RetrySpec(-1, Duration.ofSeconds(-1), Double.NaN, Duration.ofSeconds(-1), false))
                .timeout(Duration.ofSeconds(-5))
                .queue("no queue")
                .runner(new RunnerSpec(4, List.of(), false))
                .build();

        assertThat(CHECK.check(dag(task))).hasSize(7).allMatch(fault -> fault.startsWith("Task 'a': "));
    }

    @Test
    void theSchedulesFaultsAreTakenOver() {
        DagCheck strict = new DagCheck(schedule -> List.of("No such zone."));

        assertThat(strict.check(dag())).containsExactly("No such zone.");
    }

    @Test
    void whatJsonLacksIsNamedAndBreaksNothing() {
        DagGraph empty = Json.MAPPER.readValue("{\"tasks\":[{}]}", DagGraph.class);

        assertThat(CHECK.check(empty)).anyMatch(fault -> fault.startsWith("The DAG's id is 'null'"));
    }

    @Test
    void textsThatPostgresCannotStoreAreRefused() {
        assertThat(CHECK.check(described("zero \0 character")))
                .singleElement()
                .asString()
                .contains("zero character");
        assertThat(CHECK.check(described("half a pair \uD800"))).hasSize(1);
        assertThat(CHECK.check(described("a text about \\u0000, \\\\u0000 and \uD83D\uDE00")))
                .isEmpty();
    }

    @Test
    void anOversizedGraphIsRefused() {
        assertThat(CHECK.check(described("x".repeat(9 * 1024 * 1024))))
                .singleElement()
                .asString()
                .contains("at most 8388608");
    }

    @Test
    void onlyTheFirstFaultsAreListed() {
        TaskSpec[] tasks =
                IntStream.range(0, 100).mapToObj(i -> task("bad id " + i)).toArray(TaskSpec[]::new);

        assertThat(CHECK.check(dag(tasks))).hasSize(20).last().isEqualTo("There are 81 faults more.");
    }

    private static DagGraph chain(int length) {
        return dag(IntStream.range(0, length)
                .mapToObj(i -> i == 0 ? task("t0") : task("t" + i, "t" + (i - 1)))
                .toArray(TaskSpec[]::new));
    }

    private static DagGraph withId(String dagId) {
        return graph(dagId, null, new ScheduleSpec.Manual());
    }

    private static DagGraph described(String description) {
        return graph("d", description, new ScheduleSpec.Manual());
    }

    private static DagGraph dag(TaskSpec... tasks) {
        return graph("d", null, new ScheduleSpec.Manual(), tasks);
    }

    private static DagGraph graph(
            String dagId, @Nullable String description, ScheduleSpec schedule, TaskSpec... tasks) {
        return DagGraph.builder(dagId)
                .description(description)
                .schedule(schedule)
                .maxActiveRuns(1)
                .maxActiveTasks(1)
                .tasks(tasks)
                .build();
    }

    private static TaskSpec task(String taskId, String... after) {
        return TaskSpec.builder(taskId).after(after).build();
    }
}
