package io.orchestrator.core.engine;

import static io.orchestrator.core.engine.AssetBench.asset;
import static io.orchestrator.core.engine.AssetBench.follower;
import static io.orchestrator.core.engine.AssetBench.producer;
import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.core.engine.EngineStore.StoreUnavailable;
import io.orchestrator.core.engine.memory.Faults;
import io.orchestrator.core.run.DagRun;
import io.orchestrator.core.run.DagRunState;
import io.orchestrator.core.run.RunType;
import io.orchestrator.core.task.TaskState;
import io.orchestrator.protocol.graph.AssetCondition;
import io.orchestrator.protocol.graph.AssetTrigger;
import io.orchestrator.protocol.graph.AssetTrigger.Taking;
import io.orchestrator.protocol.worker.Report;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.JsonNodeFactory;

@Timeout(60)
class AssetTest {

    private static final AssetCondition BOTH = new AssetCondition.All(List.of(asset("a"), asset("b")));

    private final AssetBench bench = new AssetBench();

    @Test
    void aSuccessStartsTheRunOfWhoFollowsInTheNextTurn() {
        bench.worker();
        bench.deploy(producer("p", asset("a")), follower("f", asset("a"), 16));
        bench.make("p");
        bench.succeed();

        assertThat(bench.runs("f")).singleElement().satisfies(run -> {
            assertThat(run.type()).isEqualTo(RunType.ASSET_TRIGGERED);
            assertThat(run.logicalDate()).isNull();
            assertThat(bench.taken(run)).containsExactly(1L);
        });
        assertThat(bench.queued()).isEmpty();
    }

    @Test
    void aStaleAttemptUpdatesNothing() {
        bench.worker();
        bench.deploy(producer("p", asset("a")), follower("f", asset("a"), 16));
        DagRun run = bench.make("p");
        UUID attempt = bench.engine().taken("make").attemptId();
        bench.engine().ask(Command.Clear.of("p", Selection.ofRun(run.runId()), "anna"));
        bench.engine().report(new Report.Succeeded(attempt, null));
        bench.engine().report(new Report.Succeeded(attempt, null));

        assertThat(bench.events()).isEmpty();
        assertThat(bench.runs("f")).isEmpty();
    }

    @Test
    void whatAPersonMarksUpdatesNothing() {
        bench.deploy(producer("p", asset("a")));
        DagRun run = bench.make("p");
        bench.engine().ask(new Command.MarkTask("p", run.runId(), "make", -1, TaskState.SUCCESS, "anna"));

        assertThat(bench.events()).isEmpty();
    }

    @Test
    void underEachEveryEventGetsARunOfItsOwn() {
        bench.deploy(follower("f", new AssetTrigger(asset("a"), Taking.EACH), 16));
        bench.cause("a");
        bench.cause("a");
        bench.cause("a");
        bench.look();

        assertThat(bench.runs("f").stream().map(bench::taken)).containsExactly(List.of(1L), List.of(2L), List.of(3L));
    }

    @Test
    void underLatestOlderEventsArePassedOver() {
        bench.deploy(follower("f", new AssetTrigger(asset("a"), Taking.LATEST), 16));
        bench.cause("a");
        bench.cause("a");
        bench.look();

        assertThat(bench.runs("f").stream().map(bench::taken)).containsExactly(List.of(2L));
        assertThat(bench.queued()).isEmpty();
    }

    @Test
    void aFullDagTakesWhatHasComeWhenItHasRoom() {
        bench.deploy(follower("f", asset("a"), 1));
        bench.cause("a");
        bench.look();
        bench.cause("a");
        bench.cause("a");
        bench.look();
        assertThat(bench.runs("f")).hasSize(1);

        bench.finish("f");
        assertThat(bench.runs("f").stream().map(bench::taken)).containsExactly(List.of(1L), List.of(2L, 3L));
    }

    @Test
    void somebodyMayUpdateAnAssetAndDropWhatIsQueued() {
        bench.deploy(follower("f", BOTH, 16));
        bench.engine().ask(new Command.CauseAssetEvent(1, JsonNodeFactory.instance.objectNode(), "anna"));
        assertThat(bench.queuedEvents()).isEqualTo(1);

        bench.engine().ask(new Command.DropAssetEvents("f", null, null, "anna"));
        bench.cause("b");
        bench.look();
        assertThat(bench.runs("f")).isEmpty();
        assertThat(bench.engine().store.audit())
                .extracting(event -> event.action())
                .contains("asset.update", "asset.drop_events");
    }

    /**
     * Servers are killed, replies of the database are lost and commits fail at random, and another server goes on each time: in the
     * end every event was taken by exactly one run.
     */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void everyEventIsTakenOnceWhateverDies(long seed) {
        Random random = new Random(seed);
        EngineBench engine = new EngineBench(new Faults() {
            @Override
            public void beforeCommit(TurnWrites writes) {
                if (random.nextInt(6) == 0) {
                    throw new StoreUnavailable("the database is gone", null);
                }
            }

            @Override
            public void afterCommit(TurnWrites writes) {
                if (random.nextInt(6) == 0) {
                    throw new StoreUnavailable("the reply is lost", null);
                }
            }
        });
        patiently(engine, () -> engine.deploy(follower("f", new AssetTrigger(asset("a"), Taking.EACH), 3)));
        int wanted = 40;
        while (engine.store.assetEvents().size() < wanted) {
            if (random.nextInt(4) == 0) {
                engine.passes(Duration.ofMillis(10));
                engine.restart();
            }
            patiently(
                    engine,
                    () -> engine.ask(new Command.CauseAssetEvent(1, JsonNodeFactory.instance.objectNode(), "anna")));
            end(engine, random);
        }
        for (int round = 0; round < 400 && !engine.store.queuedAssets().isEmpty(); round++) {
            engine.passes(Duration.ofSeconds(3));
            end(engine, random);
        }

        List<Long> taken = new ArrayList<>();
        engine.store
                .runs()
                .forEach(run -> engine.store.takenEvents(run.runKey()).forEach(event -> taken.add(event.eventId())));
        assertThat(taken)
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.rangeClosed(1, engine.store.assetEvents().size())
                                .boxed()
                                .toList());
        assertThat(engine.store.runs()).hasSameSizeAs(taken);
    }

    private static void patiently(EngineBench engine, Runnable deed) {
        for (int i = 0; i < 50; i++) {
            try {
                deed.run();
                return;
            } catch (CommandRefused refused) {
                engine.passes(Duration.ofSeconds(1));
            }
        }
        throw new AssertionError("refused 50 times");
    }

    /** Runs end, so that there is room for others. */
    private static void end(EngineBench engine, Random random) {
        for (DagRun run : engine.store.runs()) {
            if (!run.state().isFinal() && random.nextBoolean()) {
                try {
                    engine.ask(new Command.MarkRun("f", run.runId(), DagRunState.SUCCESS, "anna"));
                } catch (CommandRefused refused) {
                    // Another time.
                    engine.passes(Duration.ofSeconds(1));
                }
            }
        }
    }
}
