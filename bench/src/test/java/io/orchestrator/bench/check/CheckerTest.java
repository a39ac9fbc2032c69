package io.orchestrator.bench.check;

import static io.orchestrator.bench.check.Doctored.FIRST;
import static io.orchestrator.bench.check.Doctored.LOST;
import static io.orchestrator.bench.check.Doctored.RUN;
import static io.orchestrator.bench.check.Doctored.SECOND;
import static io.orchestrator.bench.check.Doctored.at;
import static io.orchestrator.bench.check.Doctored.attempt;
import static io.orchestrator.bench.check.Doctored.change;
import static io.orchestrator.bench.check.Doctored.line;
import static io.orchestrator.bench.check.Doctored.slot;
import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.bench.check.History.Asked;
import io.orchestrator.bench.check.History.Instance;
import io.orchestrator.bench.check.History.Run;
import io.orchestrator.bench.check.Violation.Kind;
import io.orchestrator.protocol.graph.ScheduleSpec;
import io.orchestrator.protocol.graph.ScheduleSpec.Gap;
import io.orchestrator.protocol.graph.ScheduleSpec.Overlap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The checker bites: each falsified row is found, and named for what it is. */
class CheckerTest {

    private final Doctored rows = new Doctored();

    private void assertFound(Kind kind, String text) {
        assertThat(Checker.check(rows.history())).anySatisfy(violation -> {
            assertThat(violation.kind()).isEqualTo(kind);
            assertThat(violation.text()).contains(text);
        });
    }

    @Test
    void nothingIsWrongWithAnHonestHistory() {
        assertThat(Checker.check(rows.history())).isEmpty();
    }

    @Test
    void anAcknowledgedRunThatIsNotThereIsLost() {
        rows.asked.add(new Asked("line", "another", true, 1));
        assertFound(Kind.LOST, "another");
    }

    @Test
    void aRunThatNobodyAcknowledgedMayBeMissing() {
        rows.asked.add(new Asked("line", "another", false, 0));
        assertThat(Checker.check(rows.history())).isEmpty();
    }

    @Test
    void aRunThatTwoRequestsCreatedIsDoubled() {
        rows.asked.set(0, new Asked("line", "by-hand", true, 2));
        assertFound(Kind.DOUBLED, "2 requests");
    }

    @Test
    void aRunThatNobodyAskedForIsDoubled() {
        rows.asked.clear();
        assertFound(Kind.DOUBLED, "never asked for");
    }

    @Test
    void aSlotWithoutARunIsLost() {
        rows.runs.removeIf(run -> run.key() == 2);
        assertFound(Kind.LOST, at(10).toString());
    }

    @Test
    void aSlotWithTwoRunsIsDoubled() {
        rows.runs.add(slot(4, 20));
        assertFound(Kind.DOUBLED, "2 runs");
    }

    @Test
    void aScheduledRunBesideTheSlotsIsDoubled() {
        rows.runs.add(slot(4, 21));
        assertFound(Kind.DOUBLED, "is no slot");
    }

    @Test
    void theSlotsOfACronAreCheckedByTheWallClock() {
        rows.ticks = new ScheduleSpec.Cron("*/2 5-6 * * *", "Asia/Kolkata", Gap.RUN_AT_GAP_END, Overlap.FIRST);
        rows.until = at(250);
        rows.runs.removeIf(run -> run.dagId().equals("ticks"));
        rows.runs.add(slot(2, 120));
        assertFound(Kind.LOST, at(240).toString());
        rows.runs.add(slot(3, 240));
        assertThat(Checker.check(rows.history())).isEmpty();
        rows.runs.add(slot(4, 180));
        assertFound(Kind.DOUBLED, at(180) + " of ticks is no slot");
    }

    @Test
    void twoResultsOfOneTryAreDoubled() {
        change(rows.attempts, a -> a.id().equals(LOST), a -> attempt(LOST, "two", 1, "success", 3, 6));
        assertFound(Kind.DOUBLED, "2 results of try 1");
    }

    @Test
    void aSuccessThatTheStateDoesNotShowIsLost() {
        change(
                rows.instances,
                i -> i.taskId().equals("two"),
                i -> new Instance(RUN, "two", "failed", "why", SECOND, at(9)));
        assertFound(Kind.LOST, "its state is failed");
    }

    @Test
    void aSuccessOfAnAttemptThatIsNotCurrentIsStale() {
        change(
                rows.instances,
                i -> i.taskId().equals("two"),
                i -> new Instance(RUN, "two", "success", null, LOST, at(9)));
        assertFound(Kind.STALE, SECOND.toString());
    }

    @Test
    void aResultTakenAfterTheNextHandOverIsStale() {
        change(rows.attempts, a -> a.id().equals(LOST), a -> attempt(LOST, "two", 1, "failed", 3, 7));
        assertFound(Kind.STALE, "after the next one was handed over");
    }

    @Test
    void aTaskThatRunsAgainAfterItsSuccessIsDoubled() {
        rows.attempts.add(attempt(UUID.randomUUID(), "one", 1, "lost", 4, 5));
        assertFound(Kind.DOUBLED, "again after its success");
    }

    @Test
    void aSuccessWhoseCodeDidNotEndIsWrong() {
        rows.journal.removeIf(line -> line.attempt().equals(FIRST) && line.isEnd());
        assertFound(Kind.WRONG, "its code did not");
    }

    @Test
    void anAttemptThatTheDatabaseDoesNotKnowIsLost() {
        rows.journal.add(line(5, "begin", "two", UUID.fromString("00000000-0000-7000-8000-00000000000b")));
        assertFound(Kind.LOST, "does not know");
    }

    @Test
    void anAttemptThatRanTwiceIsDoubled() {
        rows.journal.add(line(8, "begin", "two", SECOND));
        assertFound(Kind.DOUBLED, "more than once");
    }

    @Test
    void aTaskThatBeganBeforeItsUpstreamEndedIsOutOfOrder() {
        rows.journal.add(line(1, "begin", "two", LOST));
        assertFound(Kind.ORDER, "ALL_SUCCESS did not permit");
    }

    @Test
    void aTaskThatShouldHaveRunIsWrong() {
        rows.attempts.removeIf(a -> a.taskId().equals("two"));
        assertFound(Kind.WRONG, "never ran");
    }

    @Test
    void twoTasksAtOnceWhereOneIsAllowedAreOverTheLimit() {
        rows.slots = 2;
        change(rows.attempts, a -> a.id().equals(LOST), a -> attempt(LOST, "two", 1, "lost", 2, 6));
        assertFound(Kind.LIMIT, "tasks at workers");
    }

    @Test
    void moreSlotsTakenThanAPoolHasAreOverTheLimit() {
        rows.poolSlots = 1;
        rows.maxActiveTasks = 2;
        change(rows.attempts, a -> a.id().equals(LOST), a -> attempt(LOST, "two", 1, "lost", 2, 6));
        assertFound(Kind.LIMIT, "slots taken of pool default_pool");
    }

    @Test
    void mappedInstancesAreOfTheTaskOfTheirGraph() {
        change(
                rows.instances,
                i -> i.taskId().equals("two"),
                i -> new Instance(RUN, "two[0]", i.state(), null, SECOND, at(9)));
        change(rows.attempts, a -> a.taskId().equals("two"), a -> attempt(a.id(), "two[0]", 1, a.state(), 2, 9));
        rows.maxActiveTasks = 5;
        assertFound(Kind.ORDER, "two of line by-hand began");
    }

    @Test
    void moreTasksRunningThanAWorkerHasSlotsAreOverTheLimit() {
        change(rows.journal, one -> one.attempt().equals(FIRST) && one.isEnd(), one -> line(8, "end", "one", FIRST));
        assertFound(Kind.LIMIT, "tasks running in session");
    }

    @Test
    void anAcknowledgedResultThatIsNotThereIsLost() {
        rows.workers.add(new WorkerLine("acknowledged", LOST, "succeeded"));
        assertFound(Kind.LOST, "was acknowledged as succeeded");
    }

    @Test
    void twoRunsAtOnceWhereOneIsAllowedAreOverTheLimit() {
        change(
                rows.runs,
                run -> run.key() == 2,
                run -> new Run(2, "ticks", "x", "scheduled", "success", at(10), at(10), 1, at(10), at(21)));
        change(
                rows.runs,
                run -> run.key() == 3,
                run -> new Run(3, "ticks", "y", "scheduled", "success", at(20), at(20), 1, at(20), at(22)));
        assertFound(Kind.LIMIT, "running runs of ticks");
    }

    @Test
    void aRunThatHasNotEndedIsUnfinished() {
        change(
                rows.runs,
                run -> run.key() == 2,
                run -> new Run(2, "ticks", "x", "scheduled", "running", at(10), at(10), 1, at(10), null));
        assertFound(Kind.UNFINISHED, "is running");
    }

    @Test
    void anOpenAttemptOfAFinishedRunIsUnfinished() {
        change(rows.attempts, a -> a.id().equals(SECOND), a -> attempt(SECOND, "two", 1, "running", 6, null));
        assertFound(Kind.UNFINISHED, "is open");
    }

    @Test
    void aRunWhoseEndDoesNotFollowFromItsTasksIsWrong() {
        change(
                rows.runs,
                run -> run.key() == RUN,
                run -> new Run(RUN, "line", "by-hand", "manual", "failed", null, at(0), 1, at(1), at(9)));
        assertFound(Kind.WRONG, "its tasks make it success");
    }
}
