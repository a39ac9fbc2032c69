package io.orchestrator.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.core.dag.DagCheck;
import io.orchestrator.core.dataset.NewVersion;
import io.orchestrator.core.engine.EngineStore.StoreUnavailable;
import io.orchestrator.core.engine.memory.Faults;
import io.orchestrator.core.run.DagRun;
import io.orchestrator.core.run.DagRunState;
import io.orchestrator.core.task.TaskState;
import io.orchestrator.protocol.graph.AssetCondition;
import io.orchestrator.protocol.graph.AssetSpec;
import io.orchestrator.protocol.graph.DagGraph;
import io.orchestrator.protocol.graph.GivenSpec;
import io.orchestrator.protocol.graph.GivenSpec.Kind;
import io.orchestrator.protocol.worker.DatasetReport;
import io.orchestrator.protocol.worker.Report;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.JsonNodeFactory;

/** What the engine publishes of what attempts say, and what it does not. */
@Timeout(60)
class DatasetTest {

    private static final AssetCondition.Asset FLIGHTS =
            new AssetCondition.Asset(new AssetSpec("flights", "dataset:flights", "dataset", Map.of()));

    private final AssetBench bench = new AssetBench();

    private static DagGraph producer(int retries) {
        return EngineBench.dag(
                "p",
                EngineBench.task("make", retries).toBuilder()
                        .given(List.of(new GivenSpec(Kind.DATASET_WRITE, "flights")))
                        .outlets(FLIGHTS)
                        .build());
    }

    private static DatasetReport staged(String dataset, boolean passed) {
        return new DatasetReport(
                List.of(new DatasetReport.Staged(
                        dataset,
                        List.of(new DatasetReport.File("a.parquet", "ab".repeat(32), 5)),
                        3,
                        JsonNodeFactory.instance.arrayNode(),
                        JsonNodeFactory.instance.objectNode(),
                        List.of("newest"),
                        List.of(new DatasetReport.Check(
                                "rows",
                                passed,
                                "3 rows",
                                JsonNodeFactory.instance.objectNode(),
                                JsonNodeFactory.instance.arrayNode())))),
                List.of());
    }

    private static Report success(UUID attempt, String dataset) {
        return new Report.Succeeded(attempt, null, null, List.of(), staged(dataset, true));
    }

    private static Report failure(UUID attempt) {
        return new Report.Failed(
                attempt,
                new Report.Failure(Report.Failure.Kind.EXCEPTION, "it did not pass", null),
                true,
                null,
                null,
                staged("flights", false));
    }

    private List<NewVersion> published() {
        return bench.engine().store.datasets().all("flights");
    }

    private List<NewVersion> quarantined() {
        return bench.engine().store.datasets().quarantined();
    }

    private UUID attempt() {
        return bench.engine().taken("make").attemptId();
    }

    @Test
    void aSuccessPublishesAndStartsTheRunOfWhoFollows() {
        bench.worker();
        bench.deploy(producer(0), AssetBench.follower("f", FLIGHTS, 16));
        DagRun run = bench.make("p");
        bench.engine().report(success(attempt(), "flights"));

        assertThat(published()).singleElement().satisfies(version -> {
            assertThat(version.runId()).isEqualTo(run.runId());
            assertThat(version.taskId()).isEqualTo("make");
        });
        assertThat(bench.events())
                .singleElement()
                .satisfies(event ->
                        assertThat(event.extra().path("version").asInt()).isEqualTo(1));
        assertThat(bench.runs("f")).hasSize(1);
    }

    @Test
    void aSuccessWithoutAVersionIsNoEvent() {
        bench.worker();
        bench.deploy(producer(0), AssetBench.follower("f", FLIGHTS, 16));
        bench.make("p");
        bench.succeed();

        assertThat(bench.events()).isEmpty();
        assertThat(bench.runs("f")).isEmpty();
    }

    @Test
    void whatTheTaskDoesNotWriteIsDropped() {
        bench.worker();
        bench.deploy(producer(0));
        bench.make("p");
        bench.engine().report(success(attempt(), "others"));

        assertThat(bench.engine().store.datasets().all("others")).isEmpty();
    }

    @Test
    void aStaleAttemptPublishesNothing() {
        bench.worker();
        bench.deploy(producer(0));
        DagRun run = bench.make("p");
        UUID attempt = attempt();
        bench.engine().ask(Command.Clear.of("p", Selection.ofRun(run.runId()), "anna"));
        bench.engine().report(success(attempt, "flights"));
        bench.engine().report(failure(attempt));

        assertThat(published()).isEmpty();
        assertThat(quarantined()).isEmpty();
        assertThat(bench.events()).isEmpty();
    }

    @Test
    void anAttemptWhoseTaskAPersonHasMarkedPublishesNothing() {
        bench.worker();
        bench.deploy(producer(0));
        DagRun run = bench.make("p");
        UUID attempt = attempt();
        bench.engine().ask(new Command.MarkTask("p", run.runId(), "make", -1, TaskState.SUCCESS, "anna"));
        bench.engine().report(success(attempt, "flights"));

        assertThat(published()).isEmpty();
    }

    @Test
    void aReportThatComesTwicePublishesOnce() {
        bench.worker();
        bench.deploy(producer(0));
        bench.make("p");
        Report report = success(attempt(), "flights");
        bench.engine().report(report);
        bench.engine().report(report);

        assertThat(published()).hasSize(1);
        assertThat(bench.events()).hasSize(1);
    }

    @Test
    void whatDoesNotPassIsInQuarantineWithEachTry() {
        bench.worker();
        bench.deploy(producer(1));
        DagRun run = bench.make("p");
        bench.engine().report(failure(attempt()));
        bench.engine().passesWithHeartbeats(Duration.ofMinutes(10));
        bench.engine().report(failure(attempt()));

        assertThat(quarantined())
                .hasSize(2)
                .allSatisfy(version -> assertThat(version.published()).isFalse());
        assertThat(published()).isEmpty();
        assertThat(bench.events()).isEmpty();
        assertThat(bench.engine().run(run).state()).isEqualTo(DagRunState.FAILED);
    }

    @Test
    void whatIsWrittenInTwoWaysIsRefusedWithBothPlaces() {
        DagGraph graph = EngineBench.dag(
                "d",
                EngineBench.task("loads", 0).toBuilder()
                        .given(List.of(new GivenSpec(Kind.DATASET_APPEND, "raw")))
                        .build(),
                EngineBench.task("replaces", 0).toBuilder()
                        .given(List.of(new GivenSpec(Kind.DATASET_WRITE, "raw")))
                        .build());

        assertThat(new DagCheck(dag -> List.of()).check(graph))
                .containsExactly(
                        "The dataset 'raw' is append-only in task 'loads' and replaced in task 'replaces'; declare it"
                                + " the same in both, or use two datasets.");
    }

    @Test
    void aRunIsRepeatedWithItsBuildAndParams() {
        bench.worker();
        bench.deploy(producer(0));
        DagRun run = bench.make("p");
        bench.engine().report(success(attempt(), "flights"));
        bench.engine().passes(Duration.ofSeconds(1));
        bench.engine().ask(new Command.Repeat("p", run.runId(), "anna"));

        assertThat(bench.runs("p")).hasSize(2);
        DagRun repeated = bench.runs("p").getLast();
        assertThat(repeated.build()).isEqualTo(run.build());
        assertThat(repeated.version()).isEqualTo(run.version());
        assertThat(repeated.params()).isEqualTo(run.params());
        assertThat(bench.engine().store.audit())
                .extracting(event -> event.action())
                .contains("run.repeat");
    }

    /** Replies of the database are lost, commits fail and servers die while attempts report: each run has published once. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void everyRunPublishesOnceWhateverDies(long seed) {
        Storm storm = new Storm(new Random(seed));
        EngineBench engine = new EngineBench(storm);
        engine.deploy(producer(0));
        engine.worker(10);
        for (int number = 0; number < 20; number++) {
            engine.trigger("p");
            UUID attempt = engine.taken("make").attemptId();
            storm.rages = true;
            patiently(engine, () -> engine.report(success(attempt, "flights")), storm.random);
            storm.rages = false;
            engine.passes(Duration.ofMillis(10));
        }
        List<NewVersion> versions = engine.store.datasets().all("flights");
        assertThat(versions).hasSize(20).extracting(NewVersion::runKey).doesNotHaveDuplicates();
        assertThat(engine.store.assetEvents()).hasSameSizeAs(versions);
    }

    private static final class Storm implements Faults {
        final Random random;
        boolean rages;

        Storm(Random random) {
            this.random = random;
        }

        @Override
        public void beforeCommit(TurnWrites writes) {
            if (rages && random.nextInt(3) == 0) {
                throw new StoreUnavailable("the database is gone", null);
            }
        }

        @Override
        public void afterCommit(TurnWrites writes) {
            if (rages && random.nextInt(3) == 0) {
                throw new StoreUnavailable("the reply is lost", null);
            }
        }
    }

    private static void patiently(EngineBench engine, Runnable deed, Random random) {
        for (int i = 0; i < 60; i++) {
            try {
                deed.run();
                return;
            } catch (CommandRefused refused) {
                if (random.nextInt(4) == 0) {
                    engine.restart();
                }
                engine.passes(Duration.ofMillis(10));
            }
        }
        throw new AssertionError("refused 60 times");
    }
}
