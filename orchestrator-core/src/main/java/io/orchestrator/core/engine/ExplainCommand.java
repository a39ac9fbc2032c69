package io.orchestrator.core.engine;

import io.orchestrator.core.decide.Blocker;
import io.orchestrator.core.decide.Explain;
import io.orchestrator.core.decide.Explanation;
import io.orchestrator.core.decide.RunBlocker;
import io.orchestrator.core.decide.RunState;
import io.orchestrator.core.run.DagRun;
import io.orchestrator.core.task.TaskInstance;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says why a run or a task instance does not go on. */
final class ExplainCommand {

    private final EngineMemory memory;
    private final RunStarts starts;

    ExplainCommand(EngineMemory memory, RunStarts starts) {
        this.memory = memory;
        this.starts = starts;
    }

    /** No open server owns the DAG just now, so nobody can say more. */
    boolean isOwnerless(Command.Explain ask) {
        OwnedDag dag = memory.catalog.owned(ask.dagId());
        return dag != null && !memory.ownership.ownerless(List.of(dag)).isEmpty();
    }

    void explainOwnerless(Turn turn, Request<Explanation> request, Command.Explain ask) {
        turn.answer(request, only(ask, new RunBlocker.NoServer(ask.dagId())));
    }

    void explain(Turn turn, Request<Explanation> request, Command.Explain ask) {
        String aside = aside(ask);
        if (aside != null) {
            turn.answer(request, only(ask, new RunBlocker.PutAside(aside)));
            return;
        }
        RunState run = memory.ownedRun(ask.dagId(), ask.runId());
        Surroundings around = new Surroundings(memory, starts, turn.now);
        if (ask.taskId() == null) {
            turn.answer(request, Explain.run(run, around, turn.now));
            return;
        }
        int number = number(run, ask.taskId(), ask.mapIndex());
        turn.answer(request, Explain.task(run, number, around, turn.now));
    }

    private @Nullable String aside(Command.Explain ask) {
        if (memory.quarantined.isEmpty() || memory.runs.find(ask.dagId(), ask.runId()) != null) {
            return null;
        }
        Optional<DagRun> run = memory.store.findRun(ask.dagId(), ask.runId());
        return run.map(DagRun::runKey).map(memory.quarantined::get).orElse(null);
    }

    private static Explanation only(Command.Explain ask, Blocker blocker) {
        return new Explanation(List.of(new Explanation.Step(
                ask.runId(),
                ask.taskId(),
                ask.mapIndex(),
                blocker.key(),
                blocker.sentence(),
                blocker.until(),
                true,
                blocker.needsPerson())));
    }

    /** Of a mapped task without a map index, the first instance that has not ended. */
    private static int number(RunState run, String taskId, int mapIndex) {
        int number = run.numberOf(taskId, mapIndex);
        if (number >= 0) {
            return number;
        }
        List<Integer> all =
                run.graph().find(taskId).isPresent() ? run.numbersOf(run.graph().indexOf(taskId)) : List.of();
        if (all.isEmpty() || mapIndex != TaskInstance.UNMAPPED) {
            throw new CommandRefused(
                    CommandRefused.Kind.NOT_FOUND,
                    "run " + run.run().runId() + " has no task " + taskId
                            + (mapIndex < 0 ? "" : " with map index " + mapIndex));
        }
        return all.stream()
                .filter(one -> !run.instance(one).state().isFinal())
                .findFirst()
                .orElse(all.getFirst());
    }
}
