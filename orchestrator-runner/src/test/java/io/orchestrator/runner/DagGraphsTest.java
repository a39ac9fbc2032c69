package io.orchestrator.runner;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.protocol.Json;
import io.orchestrator.protocol.graph.Catchup;
import io.orchestrator.protocol.graph.DagGraph;
import io.orchestrator.protocol.graph.RetrySpec;
import io.orchestrator.protocol.graph.RunnerSpec;
import io.orchestrator.protocol.graph.ScheduleSpec;
import io.orchestrator.protocol.graph.TaskSpec;
import io.orchestrator.protocol.graph.TriggerRule;
import io.orchestrator.sdk.Cron;
import io.orchestrator.sdk.Dag;
import io.orchestrator.sdk.Every;
import io.orchestrator.sdk.Gap;
import io.orchestrator.sdk.Manual;
import io.orchestrator.sdk.Once;
import io.orchestrator.sdk.Overlap;
import io.orchestrator.sdk.Schedule;
import io.orchestrator.sdk.Task;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DagGraphsTest {

    @Test
    void writesEverythingDown() {
        Dag dag = Dag.define("all", it -> {
            it.description("# All")
                    .tags("a")
                    .owners("b")
                    .maxActiveRuns(2)
                    .maxActiveTasks(3)
                    .runTimeout(ofMinutes(9));
            it.schedule(Cron.of("30 2 * * *", "Europe/Berlin").onGap(Gap.SKIP).onOverlap(Overlap.BOTH))
                    .startingAt("2026-01-01T00:00:00Z")
                    .endingAt("2027-01-01T00:00:00Z")
                    .catchup(io.orchestrator.sdk.Catchup.LATEST);
            Task<String> first = it.task("first", () -> "x");
            it.action("second", text -> {}, first)
                    .description("*second*")
                    .after(it.action("before", () -> {}))
                    .rule(io.orchestrator.sdk.TriggerRule.NONE_FAILED_MIN_ONE_SUCCESS)
                    .retries(3)
                    .retryDelay(ofSeconds(2))
                    .exponentialBackoff(2, ofMinutes(1))
                    .jitter()
                    .timeout(ofMinutes(4))
                    .queue("gpu")
                    .priority(7)
                    .heap(512)
                    .jvmOptions("-Dx=y")
                    .freshJvm();
        });

        DagGraph graph = DagGraphs.of(dag);

        assertThat(graph)
                .isEqualTo(DagGraph.builder("all")
                        .description("# All")
                        .tags("a")
                        .owners("b")
                        .schedule(new ScheduleSpec.Cron(
                                "30 2 * * *", "Europe/Berlin", ScheduleSpec.Gap.SKIP, ScheduleSpec.Overlap.BOTH))
                        .catchup(Catchup.LATEST)
                        .startDate(Instant.parse("2026-01-01T00:00:00Z"))
                        .endDate(Instant.parse("2027-01-01T00:00:00Z"))
                        .maxActiveRuns(2)
                        .maxActiveTasks(3)
                        .runTimeout(ofMinutes(9))
                        .tasks(
                                plain("first", "java.lang.String"),
                                TaskSpec.builder("second")
                                        .description("*second*")
                                        .inputs("first")
                                        .after("before")
                                        .triggerRule(TriggerRule.NONE_FAILED_MIN_ONE_SUCCESS)
                                        .retry(new RetrySpec(3, ofSeconds(2), 2, ofMinutes(1), true))
                                        .timeout(ofMinutes(4))
                                        .queue("gpu")
                                        .priorityWeight(7)
                                        .runner(new RunnerSpec(512, List.of("-Dx=y"), true))
                                        .build(),
                                plain("before", null))
                        .build());
        assertThat(Json.MAPPER.readValue(Json.MAPPER.writeValueAsBytes(graph), DagGraph.class))
                .isEqualTo(graph);
    }

    @Test
    void knowsEverySchedule() {
        assertThat(schedule(new Manual())).isEqualTo(new ScheduleSpec.Manual());
        assertThat(schedule(new Once())).isEqualTo(new ScheduleSpec.Once());
        assertThat(schedule(Every.of(ofMinutes(5)))).isEqualTo(new ScheduleSpec.Every(ofMinutes(5)));
    }

    @Test
    void theSdkAndTheProtocolHaveTheSameWords() {
        assertSameNames(io.orchestrator.sdk.TriggerRule.values(), TriggerRule.values());
        assertSameNames(io.orchestrator.sdk.Catchup.values(), Catchup.values());
        assertSameNames(Gap.values(), ScheduleSpec.Gap.values());
        assertSameNames(Overlap.values(), ScheduleSpec.Overlap.values());
    }

    private static void assertSameNames(Enum<?>[] sdk, Enum<?>[] protocol) {
        assertThat(Arrays.stream(sdk).map(Enum::name))
                .containsExactlyElementsOf(
                        Arrays.stream(protocol).map(Enum::name).toList());
    }

    private static ScheduleSpec schedule(Schedule schedule) {
        Dag dag = Dag.define("x", it -> {
            it.schedule(schedule);
            it.task("a", () -> 1);
        });
        return DagGraphs.of(dag).schedule();
    }

    private static TaskSpec plain(String id, @Nullable String type) {
        return TaskSpec.builder(id).outputType(type).build();
    }
}
