package io.orchestrator.dags.flights;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.testkit.DagScenario;
import io.orchestrator.testkit.ScenarioRun;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of the pipeline when things around its tasks break. */
class AiPipelineScenarioTest {

    private static DagScenario pipeline() {
        DagScenario pipeline = DagScenario.of(new AiPipeline().dag()).startingAt(Instant.parse("2026-02-01T12:00:00Z"));
        pipeline.task("train").takes(Duration.ofMinutes(8));
        return pipeline;
    }

    @Test
    void aWorkerThatDiesAtTrainingCostsTimeButNoTry() {
        try (DagScenario pipeline = pipeline().withoutSchedule()) {
            pipeline.task("train").workerDies();

            ScenarioRun run = pipeline.trigger().finish();

            assertThat(run.state()).isEqualTo("success");
            assertThat(run.task("train").attempts()).isEqualTo(2);
            assertThat(run.task("train").tries()).isEqualTo(1);
            assertThat(run.task("transform").attempts()).isEqualTo(1);
        }
    }

    @Test
    void threeFailuresOfOneTaskEndTheRunAndClearingGoesOnFromThere() {
        try (DagScenario pipeline = pipeline().withoutSchedule()) {
            pipeline.task("transform").fails(3, "the disk is full");

            ScenarioRun run = pipeline.trigger().finish();
            assertThat(run.states()).containsEntry("transform", "failed").containsEntry("evaluate", "upstream_failed");
            assertThat(run.task("transform").endedAt()).contains(Instant.parse("2026-02-01T12:00:20Z"));

            run.clear("transform").finish();
            assertThat(run.state()).isEqualTo("success");
            assertThat(run.task("ingest").attempts()).isEqualTo(1);
        }
    }

    @Test
    void aTrainingThatHangsIsEndedAfterTenMinutes() {
        try (DagScenario pipeline = pipeline().withoutSchedule()) {
            pipeline.task("train").takes(Duration.ofHours(1));

            ScenarioRun run = pipeline.trigger();
            pipeline.advance(Duration.ofMinutes(9));
            assertThat(run.why("evaluate")).contains("task train is running");
            run.finish();

            assertThat(run.task("train").tries()).isEqualTo(3);
            assertThat(run.task("train").endedAt()).contains(Instant.parse("2026-02-01T12:30:20Z"));
        }
    }

    @Test
    void ofTheDaysThatAPauseMissedTheNewestRuns() {
        try (DagScenario pipeline = pipeline()) {
            assertThat(pipeline.runs())
                    .as("the newest of January's days, and that alone")
                    .hasSize(1);
            pipeline.pause().advance(Duration.ofDays(4)).unpause().advance(Duration.ofMinutes(10));

            assertThat(pipeline.runs()).hasSize(2).allMatch(run -> run.state().equals("success"));
            assertThat(pipeline.runs().getLast().logicalDate()).contains(Instant.parse("2026-02-05T00:00:00Z"));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void aMonthOfFaultsLosesNoRun(long seed) {
        try (DagScenario pipeline = pipeline().seed(seed).withRandomFaults()) {
            pipeline.advance(Duration.ofDays(28));

            assertThat(pipeline.runs()).hasSize(29).allMatch(run -> run.state().equals("success"));
        }
    }
}
