package io.orchestrator.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.orchestrator.sdk.Catchup;
import io.orchestrator.sdk.Cron;
import io.orchestrator.sdk.Dag;
import io.orchestrator.sdk.Each;
import io.orchestrator.sdk.Every;
import io.orchestrator.sdk.Task;
import io.orchestrator.sdk.TriggerRule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DagScenarioTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    /** load, train with two retries, publish, and a notice that comes in any case. */
    private static Dag pipeline() {
        return Dag.define("pipeline", dag -> {
            dag.schedule(Cron.daily("UTC")).startingAt("2026-01-02").catchup(Catchup.ALL);
            Task<String> load = dag.task("load", () -> "rows");
            Task<Integer> train = dag.task("train", String::length, load)
                    .retries(2)
                    .retryDelay(Duration.ofMinutes(10))
                    .timeout(Duration.ofHours(3));
            Task<Void> publish = dag.action("publish", size -> {}, train);
            dag.action("notice", () -> {}).after(publish).rule(TriggerRule.ALL_DONE);
        });
    }

    @Test
    void withoutAScriptEverythingSucceedsAtOnce() {
        try (DagScenario pipeline = DagScenario.of(pipeline())) {
            ScenarioRun run = pipeline.trigger();

            assertThat(run.state()).isEqualTo("success");
            assertThat(pipeline.now()).isEqualTo(START);
        }
    }

    @Test
    void attemptsFailAsOftenAsTheyAreTold() {
        try (DagScenario pipeline = DagScenario.of(pipeline())) {
            pipeline.task("train").takes(Duration.ofHours(1)).fails(2, "out of memory");

            ScenarioRun run = pipeline.trigger().finish();

            assertThat(run.state()).isEqualTo("success");
            assertThat(run.task("train").tries()).isEqualTo(3);
            assertThat(run.task("train").failure()).contains("out of memory");
            assertThat(run.task("train").startedAt()).contains(START.plus(Duration.ofMinutes(140)));
            assertThat(run.now().took()).isEqualTo(Duration.ofMinutes(200));
        }
    }

    @Test
    void aTaskThatTakesTooLongFailsAndWhatComesAfterItDoesNotRun() {
        try (DagScenario pipeline = DagScenario.of(pipeline())) {
            pipeline.task("train").takes(Duration.ofHours(4));

            ScenarioRun run = pipeline.trigger().finish();

            assertThat(run.states())
                    .containsExactly(
                            entry("load", "success"),
                            entry("train", "failed"),
                            entry("publish", "upstream_failed"),
                            entry("notice", "success"));
            assertThat(run.task("train").failure())
                    .hasValueSatisfying(why -> assertThat(why).contains("PT3H"));
        }
    }

    @Test
    void whatAWorkerTakesAlongRunsAgainElsewhereAndCostsNoTry() {
        try (DagScenario pipeline = DagScenario.of(pipeline())) {
            pipeline.task("train").takes(Duration.ofMinutes(5)).workerDies();

            ScenarioRun run = pipeline.trigger().finish();

            assertThat(run.state()).isEqualTo("success");
            assertThat(run.task("train").tries()).isEqualTo(1);
            assertThat(run.task("train").attempts()).isEqualTo(2);
            assertThat(run.now().took()).isBetween(Duration.ofSeconds(2 * 300 + 30), Duration.ofSeconds(2 * 300 + 31));
        }
    }

    @Test
    void aServerThatDiesIsFollowedByOneThatKnowsEverything() {
        try (DagScenario pipeline = DagScenario.of(pipeline())) {
            pipeline.task("train").takes(Duration.ofMinutes(5)).serverDies();
            pipeline.task("publish").takes(Duration.ofMinutes(5)).replyIsLost();
            ScenarioRun run = pipeline.trigger();
            pipeline.advance(Duration.ofMinutes(1)).serverDies();
            assertThatThrownBy(() -> run.clear("load")).hasMessageContaining("no server is at work");

            run.finish();

            assertThat(run.state()).isEqualTo("success");
            assertThat(run.task("train").attempts()).isEqualTo(1);
            assertThat(run.task("publish").attempts()).isEqualTo(1);
            assertThat(pipeline.history()).anyMatch(line -> line.endsWith("server-3 takes over"));
        }
    }

    @Test
    void aWorkerThatDiesBetweenTasksIsNotMissed() {
        try (DagScenario pipeline = DagScenario.of(pipeline())) {
            pipeline.task("load").takes(Duration.ofMinutes(1));
            ScenarioRun run = pipeline.trigger();

            pipeline.workerDies();
            run.finish();

            assertThat(run.task("load").attempts()).isEqualTo(2);
            assertThat(run.state()).isEqualTo("success");
        }
    }

    @Test
    void theScheduleRunsAndMissedDatesAreCaughtUpWith() {
        Dag everyHour = Dag.define("hourly", dag -> {
            dag.schedule(Every.of(Duration.ofHours(1))).startingAt("2026-01-01").catchup(Catchup.ALL);
            dag.maxActiveRuns(1);
            dag.action("work", () -> {}).dependsOnPast();
        });
        try (DagScenario hourly = DagScenario.of(everyHour).startingAt(START.plus(Duration.ofHours(5)))) {
            hourly.task("work").takes(Duration.ofMinutes(20)).failsOnce("no disk");

            hourly.advance(Duration.ofHours(1));
            assertThat(hourly.runs()).hasSizeGreaterThanOrEqualTo(2);
            ScenarioRun first = hourly.run(START);
            ScenarioRun second = hourly.run(START.plus(Duration.ofHours(1)));
            assertThat(first.state()).isEqualTo("failed");
            assertThat(second.why("work")).contains("the run before");

            first.clear();
            hourly.advance(Duration.ofMinutes(4 * 60 + 30));
            assertThat(hourly.runs()).allMatch(run -> run.state().equals("success"));
            assertThat(hourly.runs()).hasSize(11);
        }
    }

    @Test
    void aPersonPausesClearsMarksAndStops() {
        try (DagScenario pipeline = DagScenario.of(pipeline())) {
            pipeline.task("train").takes(Duration.ofHours(1));
            pipeline.pause().advance(Duration.ofDays(2));
            assertThat(pipeline.runs()).isEmpty();
            pipeline.unpause();
            assertThat(pipeline.runs()).hasSize(2);
            ScenarioRun run = pipeline.runs().getFirst();

            assertThat(run.why("publish"))
                    .startsWith("task publish waits for train: ")
                    .contains("\ntask train is running on worker worker-1 since " + pipeline.now());
            run.markFailed("train");
            assertThat(run.states()).containsEntry("publish", "upstream_failed");
            run.clear("train").finish();
            assertThat(run.state()).isEqualTo("success");

            ScenarioRun other = pipeline.runs().getLast().clearOnly("train").stop();
            assertThat(other.state()).isEqualTo("failed");
        }
    }

    @Test
    void poolsHoldBackWhatTheyHaveNoRoomFor() {
        Dag wide = Dag.define("wide", dag -> {
            Task<List<Integer>> parts = dag.task("parts", DagScenarioTest::parts);
            dag.forEach("work", part -> {}, Each.of(parts)).pool("gpu", 1);
        });
        try (DagScenario scenario = DagScenario.of(wide).pool("gpu", 2)) {
            scenario.task("parts").returns(List.of(1, 2, 3));
            scenario.task("work").takes(Duration.ofMinutes(1)).item(2).skipsItself("nothing to do");

            ScenarioRun run = scenario.trigger();
            assertThat(run.states()).containsEntry("work[2]", "scheduled");
            assertThat(run.why("work")).contains("worker-1");
            run.finish();

            assertThat(run.states())
                    .containsEntry("work[0]", "success")
                    .containsEntry("work[1]", "success")
                    .containsEntry("work[2]", "skipped");
        }
    }

    private static List<Integer> parts() {
        return List.of(1);
    }

    @Test
    void someTasksMayCallTheirCode() {
        try (DagScenario pipeline = DagScenario.of(pipeline())) {
            pipeline.task("load").returns("four");
            pipeline.task("train").callsItsCode().failsOnce("first try");

            ScenarioRun run = pipeline.trigger().finish();

            assertThat(run.task("train").output(Integer.class)).isEqualTo(4);
            assertThat(run.task("train").tries()).isEqualTo(2);
        }
    }

    @Test
    void anotherVersionIsForTheRunsAfterIt() {
        Dag shorter = Dag.define("pipeline", dag -> dag.task("load", () -> "rows"));
        try (DagScenario pipeline = DagScenario.of(pipeline())) {
            pipeline.task("load").takes(Duration.ofMinutes(1));
            ScenarioRun before = pipeline.trigger();
            ScenarioRun after = pipeline.deploy(shorter).trigger();

            before.finish();
            after.finish();

            assertThat(before.states()).containsKeys("train", "publish");
            assertThat(after.states()).containsOnlyKeys("load");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void nothingThatBreaksAroundTasksChangesWhatBecomesOfThem(long seed) {
        try (DagScenario pipeline = DagScenario.of(pipeline()).seed(seed).withRandomFaults()) {
            pipeline.task("load").takes(Duration.ofMinutes(3));
            pipeline.task("train").takes(Duration.ofMinutes(20));

            pipeline.advanceTo(Instant.parse("2026-01-12T12:00:00Z"));

            assertThat(pipeline.runs()).hasSize(11).allMatch(run -> run.state().equals("success"));
            assertThat(pipeline.history()).anyMatch(line -> line.endsWith("dies"));
        }
    }

    @Test
    void theSameSeedGivesTheSameHistory() {
        assertThat(historyOf(3)).isEqualTo(historyOf(3)).isNotEqualTo(historyOf(4));
    }

    private static List<String> historyOf(long seed) {
        try (DagScenario pipeline = DagScenario.of(pipeline()).seed(seed).withRandomFaults()) {
            pipeline.task("train").takes(Duration.ofMinutes(20));
            return pipeline.advance(Duration.ofDays(5)).history();
        }
    }

    @Test
    void aWrongScriptIsAnError() {
        DagScenario pipeline = DagScenario.of(pipeline());

        assertThatThrownBy(() -> pipeline.task("trian"))
                .hasMessage("DAG pipeline has no task \"trian\", only [load, train, publish, notice]");
        assertThatThrownBy(() -> pipeline.task("other", "train")).hasMessageContaining("there is no DAG \"other\"");
        assertThatThrownBy(() -> pipeline.task("train").returns("many"))
                .hasMessageContaining("task 'train' returns int, which many is not");
        assertThatThrownBy(() -> pipeline.task("publish").returns(1)).hasMessageContaining("returns nothing");
        assertThatThrownBy(() -> pipeline.task("load").item(1)).hasMessageContaining("is not mapped");
        assertThatThrownBy(() -> pipeline.task("load").fails(0, "no")).hasMessageContaining("1 or more");
        pipeline.now();
        assertThatThrownBy(() -> pipeline.seed(2)).hasMessageContaining("comes before the first run");
    }

    @Test
    void aScriptThatIsNeverUsedIsAnError() {
        DagScenario pipeline = DagScenario.of(pipeline());
        pipeline.task("train").fails(2, "out of memory");
        pipeline.task("load").failsOnce("no network");
        pipeline.task("notice").takes(Duration.ofSeconds(1));
        pipeline.trigger().finish();

        assertThatThrownBy(pipeline::close)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("task \"train\" of DAG pipeline was told to fail with \"out of memory\"")
                .hasMessageContaining("no attempt")
                .hasMessageNotContaining("notice");
    }

    @Test
    void whatOthersNeedToKnowHasToBeSaid() {
        Dag branching = Dag.define("branching", dag -> {
            Task<Boolean> large = dag.task("is_large", () -> true);
            dag.branch(large).when(true, dag.action("yes", () -> {})).when(false, dag.action("no", () -> {}));
        });
        DagScenario scenario = DagScenario.of(branching);

        assertThatThrownBy(scenario::trigger)
                .hasMessageContaining("task \"is_large\"")
                .hasMessageContaining("decides on what follows")
                .hasMessageContaining("returns(...)");
        try (DagScenario told = DagScenario.of(branching)) {
            told.task("is_large").returns(false);
            assertThat(told.trigger().finish().states()).containsEntry("yes", "skipped");
        }
    }

    @Test
    void aRunThatDoesNotEndTellsWhy() {
        Dag waiting = Dag.define("waiting", dag -> dag.action("a", () -> {}).pool("nowhere", 1));
        try (DagScenario scenario = DagScenario.of(waiting)) {
            ScenarioRun run = scenario.trigger(Map.of("a", 1));

            assertThatThrownBy(run::finish)
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("has not ended after 31 days")
                    .hasMessageContaining("nowhere");
        }
    }
}
