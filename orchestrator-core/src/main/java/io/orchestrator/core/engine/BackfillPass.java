package io.orchestrator.core.engine;

import io.orchestrator.core.backfill.Backfill;
import io.orchestrator.core.backfill.BackfillDate;
import io.orchestrator.core.backfill.BackfillPlan.Omission;
import io.orchestrator.core.backfill.LeftOut;
import io.orchestrator.core.dag.DagRecord;
import io.orchestrator.core.decide.RunEvent;
import io.orchestrator.core.decide.RunState;
import io.orchestrator.core.engine.EngineStore.DatedRun;
import io.orchestrator.core.run.DagRun;
import io.orchestrator.core.run.RunIds;
import io.orchestrator.core.run.RunType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the runs of backfills as they can start, and says when a backfill is over. */
final class BackfillPass {

    private static final int MOST_REFUSALS = 3;

    /** So many dates in a turn at most: a live run that falls due meanwhile waits a few milliseconds for its own turn. */
    private static final int MOST_DATES = 20;

    private final EngineMemory memory;
    private final int most;
    private boolean moreWork;

    BackfillPass(EngineMemory memory) {
        this.memory = memory;
        this.most = Math.min(MOST_DATES, memory.settings.runsPerTurn());
    }

    /** True: another pass at once would go on. */
    boolean moreWork() {
        return moreWork || memory.backfills.open().stream().anyMatch(this::isDone);
    }

    /** Before anything else in a turn: what is at hand then is what is written. */
    void complete(Turn turn) {
        for (Backfills.Open open : memory.backfills.open()) {
            if (isDone(open)) {
                turn.put(open.backfill().completed(turn.now));
            }
        }
    }

    private boolean isDone(Backfills.Open open) {
        return !open.hasDatesLeft() && memory.runs.unfinished(open.lane()) == 0;
    }

    /** One pass. */
    void pass(Turn turn) {
        moreWork = false;
        int dealt = 0;
        for (Backfills.Open open : memory.backfills.open()) {
            DagRecord dag = memory.catalog.dag(open.backfill().dagId());
            if (dag != null && dag.active() && !dag.paused() && !open.backfill().holdsBack()) {
                int left = most - dealt;
                int free = open.backfill().maxActiveRuns() - memory.runs.unfinished(open.lane());
                int done =
                        left > 0 && free > 0 && open.hasDatesLeft() ? goOn(turn, open, dag, Math.min(left, free)) : 0;
                moreWork |= done == left && left < free && open.hasDatesLeft();
                dealt += done;
            }
        }
    }

    /** What one pass over one backfill has made. */
    private record Made(Map<Long, Instant> runs, List<Omission> leftOut) {}

    /** @return how many dates are dealt with; fewer than there is room for: there are no more, or the next one must wait */
    private int goOn(Turn turn, Backfills.Open open, DagRecord dag, int room) {
        List<BackfillDate> dates = open.next(room);
        Map<Instant, DatedRun> there = memory.runsAt(
                dag.dagId(), dates.stream().map(BackfillDate::date).toList());
        Made made = new Made(new HashMap<>(), new ArrayList<>());
        int done = 0;
        while (done < dates.size()) {
            BackfillDate date = dates.get(done);
            if (turn.creates(dag.dagId(), date.date())
                    || !dealWith(turn, open, dag, date, there.get(date.date()), made)) {
                break;
            }
            open.done();
            done++;
        }
        turn.leaveOut(open.backfill(), made.leftOut(), true);
        made.leftOut().forEach(omission -> moreWork = true);
        if (!made.runs().isEmpty()) {
            turn.afterwards(failed -> {
                List<Instant> refused = failed.stream()
                        .filter(made.runs()::containsKey)
                        .map(made.runs()::get)
                        .toList();
                if (!refused.isEmpty()) {
                    memory.backfills.refused(dag.dagId(), refused);
                }
            });
        }
        return done;
    }

    /** False: just now it is not possible. */
    private boolean dealWith(
            Turn turn, Backfills.Open open, DagRecord dag, BackfillDate date, @Nullable DatedRun there, Made made) {
        Backfill backfill = open.backfill();
        LeftOut reason = there == null ? null : backfill.reprocess().leavesOut(there.state());
        if (open.refusals(date.date()) >= MOST_REFUSALS) {
            reason = LeftOut.UNWRITABLE;
        }
        if (reason != null) {
            made.leftOut().add(new Omission(date.date(), reason));
            return true;
        }
        if (there == null) {
            made.runs().put(create(turn, open, dag, date), date.date());
            return true;
        }
        return takeOver(turn, backfill, there, made);
    }

    private long create(Turn turn, Backfills.Open open, DagRecord dag, BackfillDate date) {
        String runId = RunIds.of(RunType.BACKFILL, date.date());
        // Somebody may have called another run so.
        String free = open.refusals(date.date()) == 0
                ? runId
                : runId + "__" + open.backfill().id();
        DagRun run = open.backfill().run(memory.ids.runKey(turn.now), free, date, dag, turn.now);
        NewRuns.create(turn, memory.catalog.newest(dag), run);
        return run.runKey();
    }

    private boolean takeOver(Turn turn, Backfill backfill, DatedRun there, Made made) {
        List<RunState> read = memory.runs(List.of(there.runKey()));
        if (read.isEmpty()) {
            made.leftOut().add(new Omission(there.logicalDate(), LeftOut.UNWRITABLE));
            return true;
        }
        RunState run = read.getFirst();
        try {
            RunState state = backfill.newestVersion() ? NewRuns.moveToNewest(turn, run, false) : run;
            Set<Integer> all = Selected.in(state, Selection.ofRun(state.run().runId()));
            turn.decide(
                    state,
                    new RunEvent.Clear(
                            all,
                            backfill.createdBy(),
                            backfill.params().isEmpty() ? null : backfill.params(),
                            backfill.id()));
            turn.audit(state, backfill.createdBy(), "run.backfill", null);
            made.runs().put(there.runKey(), there.logicalDate());
            return true;
        } catch (CommandRefused refused) {
            // Attempts of it are still being stopped.
            return false;
        }
    }
}
