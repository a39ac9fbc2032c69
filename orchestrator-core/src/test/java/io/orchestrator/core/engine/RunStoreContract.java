package io.orchestrator.core.engine;

import static io.orchestrator.core.engine.StoreRows.FIRST;
import static io.orchestrator.core.engine.StoreRows.SECOND;
import static io.orchestrator.core.engine.StoreRows.at;
import static io.orchestrator.core.engine.StoreRows.moved;
import static io.orchestrator.core.engine.StoreRows.queuedAttempt;
import static io.orchestrator.core.engine.StoreRows.retryingInstance;
import static io.orchestrator.core.engine.StoreRows.runningInstance;
import static io.orchestrator.core.engine.StoreRows.salesRun;
import static io.orchestrator.core.engine.StoreRows.salesTask;
import static io.orchestrator.core.engine.StoreRows.withTexts;
import static io.orchestrator.core.engine.StoreWrites.change;
import static io.orchestrator.core.engine.StoreWrites.creation;
import static io.orchestrator.core.engine.StoreWrites.turn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orchestrator.core.decide.FoundRun;
import io.orchestrator.core.decide.PastGate.EarlierRun;
import io.orchestrator.core.engine.EngineStore.CommitResult;
import io.orchestrator.core.engine.EngineStore.StoredRun;
import io.orchestrator.core.engine.TurnWrites.RunWrites;
import io.orchestrator.core.run.DagRun;
import io.orchestrator.core.run.DagRunLifecycle;
import io.orchestrator.core.run.DagRunState;
import io.orchestrator.core.run.RunDeadline;
import io.orchestrator.core.schedule.DagSchedule;
import io.orchestrator.core.schedule.DueRun;
import io.orchestrator.core.task.Awaited;
import io.orchestrator.core.task.TaskAttempt;
import io.orchestrator.core.task.TaskInstance;
import io.orchestrator.protocol.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every engine store promises about runs. */
public interface RunStoreContract extends StoreUnderTest {

    @Test
    default void aCreatedRunIsFoundWithAllItsFields() {
        DagRun run = salesRun(FIRST, "r1", at(0));
        commit(turn(creation(run, List.of(salesTask(FIRST, "load")))));

        assertThat(store().findRun("sales", "r1")).contains(run);
        assertThat(store().findRun("sales", at(0))).contains(run);
        assertThat(store().findRun("sales", "r2")).isEmpty();
        assertThat(store().findRun("sales", at(1))).isEmpty();
        assertThat(store().findRun("other", "r1")).isEmpty();
    }

    @Test
    default void aRunKeepsItsDeadlinesAndThatItMissedThem() {
        RunDeadline soon = new RunDeadline("soon", at(10), null, Duration.ofMinutes(1));
        RunDeadline fixed = new RunDeadline("fixed", at(20), null, null);
        DagRun run = salesRun(FIRST, "r1", null).withDeadlines(List.of(soon, fixed));
        commit(turn(creation(run, List.of())));
        assertThat(read(FIRST).run()).isEqualTo(run);

        DagRun late = run.lateBy(at(15));
        commit(turn(change(late)));
        assertThat(read(FIRST).run().deadlines())
                .containsExactly(new RunDeadline("soon", at(10), at(15), Duration.ofMinutes(1)), fixed);
    }

    @Test
    default void theNewestSuccessfulRunsTellHowLongTheyTook() {
        commit(turn(
                creation(ended(salesRun(FIRST, "r1", null), DagRunState.SUCCESS, 10), List.of()),
                creation(ended(salesRun(SECOND, "r2", null), DagRunState.FAILED, 20), List.of())));
        commit(turn(creation(ended(salesRun(SECOND + 1, "r3", null), DagRunState.SUCCESS, 30), List.of())));

        assertThat(store().newestDurations("sales", 5)).containsExactly(Duration.ofSeconds(30), Duration.ofSeconds(10));
        assertThat(store().newestDurations("sales", 1)).containsExactly(Duration.ofSeconds(30));
        assertThat(store().newestDurations("other", 5)).isEmpty();
    }

    private static DagRun ended(DagRun run, DagRunState state, int seconds) {
        DagRun started = DagRunLifecycle.apply(run, new DagRunLifecycle.Event.Started(), at(100));
        return DagRunLifecycle.apply(
                started, new DagRunLifecycle.Event.Ended(state, null), at(100).plusSeconds(seconds));
    }

    @Test
    default void aRunIdIsGivenOnce() {
        commit(turn(creation(salesRun(FIRST, "r1", null), List.of())));

        CommitResult second =
                store().commit(turn(creation(salesRun(SECOND, "r1", null), List.of(salesTask(SECOND, "load")))));

        assertThat(second.conflicts()).containsExactly(SECOND);
        assertThat(store().findRun("sales", "r1")).map(DagRun::runKey).contains(FIRST);
    }

    @Test
    default void aLogicalDateHasOneRun() {
        commit(turn(creation(salesRun(FIRST, "r1", at(0)), List.of())));

        CommitResult second = store().commit(turn(creation(salesRun(SECOND, "r2", at(0)), List.of())));

        assertThat(second.conflicts()).containsExactly(SECOND);
        assertThat(store().findRun("sales", "r2")).isEmpty();
    }

    @Test
    default void manyRunsMayHaveNoLogicalDate() {
        commit(turn(
                creation(salesRun(FIRST, "r1", null), List.of()), creation(salesRun(SECOND, "r2", null), List.of())));

        assertThat(unsettled()).hasSize(2);
    }

    @Test
    default void theSameRunTwiceInOneBatchConflicts() {
        CommitResult result = store().commit(turn(
                creation(salesRun(FIRST, "r1", null), List.of()), creation(salesRun(SECOND, "r1", null), List.of())));

        assertThat(result.conflicts()).containsExactly(SECOND);
        assertThat(store().findRun("sales", "r1")).isEmpty();
    }

    @Test
    default void aRunThatIsNotThereFailsTheTurn() {
        assertThatThrownBy(() -> store().commit(turn(change(moved(salesRun(FIRST, "r1", null), DagRunState.RUNNING)))))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    default void oneConflictLeavesTheWholeBatchUnwrittenAndAllConflictsAreNamed() {
        DagRun good = salesRun(FIRST, "r1", null);
        commit(turn(creation(good, List.of(salesTask(FIRST, "load")))));

        TaskAttempt attempt = queuedAttempt(FIRST, new UUID(1, 1), "load");
        RunWrites goodChange = StoreWrites.rows(
                moved(good, DagRunState.RUNNING),
                false,
                List.of(salesTask(FIRST, "more")),
                List.of(runningInstance(salesTask(FIRST, "load"), attempt)),
                List.of(attempt),
                List.of(),
                List.of(),
                List.of(new DagSchedule("sales", at(1), at(2), DueRun.at(at(3)))),
                List.of(StoreRows.deed("run.trigger")));
        CommitResult result = store().commit(turn(
                goodChange,
                creation(salesRun(SECOND, "r1", null), List.of()),
                creation(salesRun(SECOND + 1, "r1", null), List.of())));

        assertThat(result.conflicts()).containsExactlyInAnyOrder(SECOND, SECOND + 1);
        StoredRun stored = read(FIRST);
        assertThat(stored.run().state()).isEqualTo(DagRunState.QUEUED);
        assertThat(stored.instances()).containsExactly(salesTask(FIRST, "load"));
        assertThat(stored.openAttempts()).isEmpty();
        assertThat(store().schedules(List.of("sales"))).isEmpty();
        assertThat(audit()).isEmpty();
    }

    @Test
    default void theRunBeforeIsTheNearestEarlierOneWithTheStatesOfItsTasks() {
        DagRun far = salesRun(FIRST, "r1", at(10));
        DagRun near = salesRun(SECOND, "r2", at(20));
        DagRun later = salesRun(SECOND + 1, "r3", at(30));
        TaskAttempt attempt = queuedAttempt(SECOND, new UUID(1, 1), "load");
        commit(turn(
                creation(far, List.of(salesTask(FIRST, "load"))),
                creation(near, List.of(salesTask(SECOND, "load"), salesTask(SECOND, "more"))),
                creation(later, List.of())));
        commit(turn(change(
                near, List.of(retryingInstance(salesTask(SECOND, "load"))), List.of(attempt), List.of(), List.of())));

        EarlierRun before = store().runBefore("sales", at(30), false).orElseThrow();
        assertThat(before.runKey()).isEqualTo(SECOND);
        assertThat(before.runId()).isEqualTo("r2");
        assertThat(before.logicalDate()).isEqualTo(at(20));
        assertThat(before.type()).isEqualTo(near.type());
        assertThat(before.states().apply("load").unfinished()).isEqualTo(1);
        assertThat(before.states().apply("more").total()).isEqualTo(1);
        assertThat(before.states().apply("other").total()).isZero();
        assertThat(store().runBefore("sales", at(10), false)).isEmpty();
        assertThat(store().runBefore("sales", at(40), false))
                .map(EarlierRun::runKey)
                .contains(SECOND + 1);
        assertThat(store().runBefore("other", at(40), false)).isEmpty();
    }

    @Test
    default void runsThatTasksWaitForAreFoundByIdOrDateWithTheStatesOfOneTask() {
        DagRun first = salesRun(FIRST, "r1", at(10));
        commit(turn(
                creation(first, List.of(salesTask(FIRST, "load"), salesTask(FIRST, "train"))),
                creation(salesRun(SECOND, "r2", null), List.of())));
        commit(turn(change(moved(first, DagRunState.SUCCESS))));

        List<Optional<FoundRun>> found = store().find(List.of(
                new Awaited("sales", null, at(10), "load"),
                new Awaited("sales", "r2", null, null),
                new Awaited("sales", "r3", null, null),
                new Awaited("other", null, at(10), null)));

        assertThat(found).hasSize(4);
        FoundRun byDate = found.getFirst().orElseThrow();
        assertThat(byDate.runId()).isEqualTo("r1");
        assertThat(byDate.state()).isEqualTo(DagRunState.SUCCESS);
        assertThat(byDate.task().unfinished()).isEqualTo(1);
        assertThat(byDate.task().total()).isEqualTo(1);
        assertThat(found.get(1)).map(FoundRun::state).contains(DagRunState.QUEUED);
        assertThat(found.get(1).orElseThrow().task().total()).isZero();
        assertThat(found.get(2)).isEmpty();
        assertThat(found.get(3)).isEmpty();
        assertThat(store().find(List.of())).isEmpty();
    }

    @Test
    default void runsByHandCanBePassedOver() {
        DagRun scheduled = salesRun(FIRST, "r1", at(10));
        commit(turn(
                creation(scheduled, List.of()), creation(StoreRows.byHand(salesRun(SECOND, "r2", at(20))), List.of())));

        assertThat(store().runBefore("sales", at(30), true))
                .map(EarlierRun::runKey)
                .contains(FIRST);
        assertThat(store().runBefore("sales", at(30), false))
                .map(EarlierRun::runKey)
                .contains(SECOND);
    }

    @Test
    default void anEmptyTurnIsCommitted() {
        assertThat(store().commit(turn()).committed()).isTrue();
    }

    @Test
    default void whatIsNotSettledIsReadWithAllThatIsBelowIt() {
        DagRun run = salesRun(FIRST, "r1", null);
        DagRun done = salesRun(SECOND, "r2", null);
        commit(turn(creation(run, List.of(salesTask(FIRST, "load"))), creation(done, List.of())));
        commit(turn(change(moved(done, DagRunState.SUCCESS))));

        assertThat(unsettled()).singleElement().satisfies(stored -> {
            assertThat(stored.run()).isEqualTo(run);
            assertThat(stored.instances()).containsExactly(salesTask(FIRST, "load"));
        });
        assertThat(store().unsettledRuns(List.of("other"))).isEmpty();
    }

    @Test
    default void aChangeBelowARunLeavesItsRowAsItIs() {
        DagRun run = salesRun(FIRST, "r1", null);
        commit(turn(creation(run, List.of(salesTask(FIRST, "load")))));

        commit(turn(StoreWrites.rows(
                moved(run, DagRunState.FAILED),
                false,
                false,
                true,
                false,
                List.of(),
                List.of(retryingInstance(salesTask(FIRST, "load"))),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of())));

        assertThat(read(FIRST).run()).isEqualTo(run);
        assertThat(read(FIRST).instances()).containsExactly(retryingInstance(salesTask(FIRST, "load")));
    }

    @Test
    default void editedParamsAreKeptAndOthersStay() {
        DagRun run = salesRun(FIRST, "r1", null);
        commit(turn(creation(run, List.of(salesTask(FIRST, "load")))));
        DagRun edited = withTexts(run, "a note", "{\"limit\": 7}");

        commit(turn(change(edited)));
        assertThat(read(FIRST).run().params()).isEqualTo(run.params());
        commit(turn(StoreWrites.rows(
                edited, false, true, false, true, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(),
                List.of(), List.of())));

        assertThat(read(FIRST).run().params()).isEqualTo(edited.params());
    }

    @Test
    default void theRunsOfSomeLogicalDatesAreFoundInTheirOrder() {
        commit(turn(
                creation(salesRun(FIRST, "r3", at(30)), List.of()),
                creation(salesRun(SECOND, "r1", at(10)), List.of()),
                creation(salesRun(SECOND + 1, "r2", at(20)), List.of()),
                creation(salesRun(SECOND + 2, "r0", null), List.of())));

        assertThat(store().runKeys("sales", null, null, 10)).containsExactly(SECOND, SECOND + 1, FIRST);
        assertThat(store().runKeys("sales", null, null, 2)).containsExactly(SECOND, SECOND + 1);
        assertThat(store().runKeys("sales", at(20), null, 10)).containsExactly(SECOND + 1, FIRST);
        assertThat(store().runKeys("sales", null, at(20), 10)).containsExactly(SECOND, SECOND + 1);
        assertThat(store().runKeys("other", null, null, 10)).isEmpty();
    }

    @Test
    default void aFinishedRunIsNotSettledWhileAnAttemptOfItIsOpen() {
        DagRun run = salesRun(FIRST, "r1", null);
        commit(turn(creation(run, List.of(salesTask(FIRST, "load")))));
        TaskAttempt attempt = queuedAttempt(FIRST, new UUID(1, 1), "load");
        commit(turn(StoreWrites.rows(
                moved(run, DagRunState.FAILED),
                false,
                true,
                false,
                false,
                List.of(),
                List.of(),
                List.of(),
                List.of(attempt),
                List.of(),
                List.of(),
                List.of(),
                List.of())));

        assertThat(unsettled())
                .singleElement()
                .satisfies(claimed -> assertThat(claimed.openAttempts()).containsExactly(attempt));
    }

    @Test
    default void unsettledRunsComeOldestFirst() {
        List<Long> keys = IntStream.of(5, 2, 9, 1).mapToObj(i -> FIRST + i).toList();
        keys.forEach(key -> commit(turn(creation(salesRun(key, "r" + key, null), List.of(salesTask(key, "load"))))));

        assertThat(unsettled())
                .extracting(stored -> stored.run().runKey())
                .containsExactlyElementsOf(keys.stream().sorted().toList());
    }

    @Test
    default void aFinishedRunIsReadByItsKey() {
        DagRun run = salesRun(FIRST, "r1", null);
        commit(turn(creation(run, List.of())));
        commit(turn(change(moved(run, DagRunState.SUCCESS))));

        assertThat(read(FIRST).run().state()).isEqualTo(DagRunState.SUCCESS);
        assertThat(store().runs(List.of(SECOND))).isEmpty();
    }

    @Test
    default void whatMadeARunStaysWhateverIsWrittenLater() {
        DagRun run = salesRun(FIRST, "r1", at(0));
        commit(turn(creation(run, List.of())));
        DagRun changed = salesRun(FIRST, "r9", at(50));

        commit(turn(change(moved(changed, DagRunState.RUNNING))));

        assertThat(store().findRun("sales", "r1")).contains(moved(run, DagRunState.RUNNING));
    }

    @Test
    default void instantsAreCutToMicrosecondsWhereverInTimeTheyAre() {
        for (String time : List.of(
                "2026-01-01T00:00:00.123456789Z",
                "1969-12-31T23:59:59.999999999Z",
                "9999-12-31T23:59:59.999999999Z",
                "0001-01-01T00:00:00.000000001Z")) {
            Instant instant = Instant.parse(time);
            long key = FIRST + Math.abs(time.hashCode() % 1000);
            commit(turn(creation(salesRun(key, time, instant), List.of())));

            Instant stored = store().findRun("sales", time).orElseThrow().logicalDate();
            assertThat(stored).isEqualTo(Instant.parse(time.substring(0, 26) + "Z"));
            assertThat(store().findRun("sales", instant)).isPresent();
        }
    }

    @Test
    default void textsThatNoDatabaseHoldsAreMendedAndFoundAgain() {
        DagRun run = withTexts(
                salesRun(FIRST, "r\0 1 漢字 😀", null), "half \ud800 and 'quotes' \\ \0", "{\"k\\u0000\": \"v\\u0000\"}");

        commit(turn(creation(run, List.of(TaskInstance.created(FIRST, "lo\0ad", -1, 1)))));

        DagRun stored = store().findRun("sales", "r\0 1 漢字 😀").orElseThrow();
        assertThat(stored.runId()).isEqualTo("r\ufffd 1 漢字 😀");
        assertThat(stored.note()).isEqualTo("half \ufffd and 'quotes' \\ \ufffd");
        assertThat(stored.params()).isEqualTo(Json.MAPPER.readTree("{\"k\ufffd\": \"v\ufffd\"}"));
        assertThat(read(FIRST).instances()).extracting(TaskInstance::taskId).containsExactly("lo\ufffdad");
    }
}
