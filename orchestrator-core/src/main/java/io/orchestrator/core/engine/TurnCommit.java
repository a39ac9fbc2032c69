package io.orchestrator.core.engine;

import io.orchestrator.core.decide.RunPlan;
import io.orchestrator.core.decide.RunState;
import io.orchestrator.core.engine.EngineStore.CatalogMoved;
import io.orchestrator.core.engine.EngineStore.CommitResult;
import io.orchestrator.core.engine.EngineStore.LeaseLost;
import io.orchestrator.core.engine.EngineStore.StoreUnavailable;
import io.orchestrator.core.run.DagRun;
import io.orchestrator.core.schedule.DagSchedule;
import io.orchestrator.core.task.TaskAttempt;
import io.orchestrator.core.worker.Dispatch;
import io.orchestrator.protocol.worker.ServerMessage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a turn durable, and then says so. A run that is not as expected leaves the batch and is read again; a batch that cannot
 * be written is written run by run, and a run that cannot be written three times alone is put aside.
 */
final class TurnCommit {

    private static final Logger log = LoggerFactory.getLogger(TurnCommit.class);
    private static final int MOST_FAILURES = 3;

    private final EngineMemory memory;
    private final Dispatch dispatch;
    private final TurnListener listener;
    private final SchedulePass schedules;
    private final Map<Long, Integer> failures = new HashMap<>();

    TurnCommit(EngineMemory memory, Dispatch dispatch, TurnListener listener, SchedulePass schedules) {
        this.memory = memory;
        this.dispatch = dispatch;
        this.listener = listener;
        this.schedules = schedules;
    }

    void commit(Turn turn) {
        Map<Long, RunWork> open = new HashMap<>(turn.works());
        open.values().removeIf(RunWork::isEmpty);
        Set<Long> failed = new HashSet<>();
        try {
            writeTogether(turn, open, failed);
        } catch (StoreUnavailable | LeaseLost | CatalogMoved e) {
            throw e;
        } catch (RuntimeException e) {
            log.warn("a batch of {} runs could not be written; each is written alone", open.size(), e);
            writeAlone(turn, open, failed);
        }
        if (turn.changesDags()) {
            memory.catalog.written();
        }
        forget(open, failed);
        publish(turn, open, failed);
    }

    private void forget(Map<Long, RunWork> open, Set<Long> failed) {
        Set<String> schedulesMoved = new HashSet<>();
        if (!failed.isEmpty()) {
            memory.pools.readAgain();
        }
        for (long key : failed) {
            RunWork work = open.remove(key);
            if (work != null) {
                work.schedules().forEach(schedule -> schedulesMoved.add(schedule.dagId()));
            }
            memory.reload(key);
        }
        if (!schedulesMoved.isEmpty()) {
            memory.catalog.loadSchedules(schedulesMoved);
        }
    }

    private void writeTogether(Turn turn, Map<Long, RunWork> open, Set<Long> failed) {
        while (true) {
            spread(open, failed);
            TurnWrites writes = turn.writes(writesOf(open, failed));
            if (writes.isEmpty()) {
                return;
            }
            CommitResult result = memory.store.commit(writes);
            if (result.committed()) {
                return;
            }
            if (!failed.addAll(result.conflicts())) {
                throw new IllegalStateException("the store refused runs " + result.conflicts() + " twice");
            }
        }
    }

    /**
     * What was decided on a run that depends on one of those that failed was decided too early, and so was what was handed to a worker in
     * whose place an attempt of theirs has ended. And a schedule must not move past a slot whose run is not there: who has taken its
     * place may have failed as well.
     */
    private void spread(Map<Long, RunWork> open, Set<Long> failed) {
        boolean more = !failed.isEmpty();
        while (more) {
            Set<String> held = failed.stream()
                    .flatMap(key -> Stream.ofNullable(open.get(key)))
                    .flatMap(work -> work.schedules().stream())
                    .map(DagSchedule::dagId)
                    .collect(Collectors.toSet());
            Set<UUID> notFree = failed.stream()
                    .flatMap(key -> Stream.ofNullable(open.get(key)))
                    .flatMap(work -> work.attempts().stream())
                    .filter(attempt -> attempt.state().isFinal())
                    .map(TaskAttempt::sessionId)
                    .collect(Collectors.toSet());
            more = failed.addAll(open.entrySet().stream()
                    .filter(entry -> memory.past.restsOn(entry.getKey(), failed)
                            || entry.getValue().schedules().stream().anyMatch(moved -> held.contains(moved.dagId()))
                            || entry.getValue().attemptsAdded().stream()
                                    .anyMatch(added -> notFree.contains(added.sessionId())))
                    .map(Map.Entry::getKey)
                    .toList());
        }
    }

    private static List<TurnWrites.RunWrites> writesOf(Map<Long, RunWork> open, Set<Long> failed) {
        return open.entrySet().stream()
                .filter(entry -> !failed.contains(entry.getKey()))
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> entry.getValue().writes())
                .toList();
    }

    private void writeAlone(Turn turn, Map<Long, RunWork> open, Set<Long> failed) {
        TurnWrites common = turn.common();
        if (!common.isEmpty()) {
            memory.store.commit(common);
        }
        Set<String> held = new HashSet<>();
        inOrderOfTheirDates(open).forEach(work -> {
            long key = work.state.run().runKey();
            // A schedule must not move past a slot whose run is not there.
            boolean passesOver = work.schedules().stream().anyMatch(schedule -> held.contains(schedule.dagId()));
            if (failed.contains(key)
                    || passesOver
                    || memory.past.restsOn(key, failed)
                    || !wroteAlone(turn, key, work)) {
                failed.add(key);
                work.schedules().forEach(schedule -> held.add(schedule.dagId()));
            }
        });
    }

    /** A run comes after those that it may depend on. */
    private static List<RunWork> inOrderOfTheirDates(Map<Long, RunWork> open) {
        return open.values().stream()
                .sorted(Comparator.comparing(
                        work -> work.state.run().logicalDate(), Comparator.nullsFirst(Comparator.naturalOrder())))
                .toList();
    }

    private boolean wroteAlone(Turn turn, long key, RunWork work) {
        try {
            boolean committed = memory.store.commit(turn.only(work)).committed();
            failures.remove(key);
            return committed;
        } catch (StoreUnavailable | LeaseLost e) {
            throw e;
        } catch (RuntimeException e) {
            DagRun run = work.state.run();
            if (failures.merge(key, 1, Integer::sum) >= MOST_FAILURES) {
                failures.remove(key);
                memory.quarantine(key, "run " + run.runId() + " of DAG " + run.dagId() + " cannot be written", e);
            } else {
                log.warn("run {} of DAG {} could not be written", run.runId(), run.dagId(), e);
            }
            return false;
        }
    }

    private void publish(Turn turn, Map<Long, RunWork> written, Set<Long> failed) {
        written.values().forEach(this::tellWorkers);
        turn.pushes().forEach(push -> dispatch.push(push.sessionId(), push.message()));
        turn.published(failed);
        List<DagRun> changed = new ArrayList<>();
        written.forEach((key, work) -> {
            DagRun run = work.state.run();
            changed.add(run);
            listener.attempted(run, work.attempts());
            if (work.endsNow()) {
                listener.ended(run);
            }
            if (work.state.isSettled()) {
                memory.forget(key);
            }
        });
        memory.forgetVisited();
        listener.turned(changed, schedules.earliestDue());
    }

    private void tellWorkers(RunWork work) {
        RunState state = work.state;
        for (TaskAttempt attempt : work.attemptsAdded()) {
            if (state.openAttempt(attempt.attemptId()) != null) {
                dispatch.push(
                        attempt.sessionId(), new ServerMessage.Assign(Assignments.of(state, attempt, memory.outputs)));
            }
        }
        for (RunPlan.Stop stop : work.stops()) {
            dispatch.push(stop.sessionId(), new ServerMessage.Stop(stop.attemptId(), stop.reason()));
        }
    }
}
