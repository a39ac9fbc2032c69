package io.orchestrator.core.engine;

import io.orchestrator.core.decide.EngineWork;
import io.orchestrator.core.decide.FoundRun;
import io.orchestrator.core.decide.RunEvent;
import io.orchestrator.core.decide.RunState;
import io.orchestrator.core.engine.Awaiters.Awaiter;
import io.orchestrator.core.run.DagRun;
import io.orchestrator.core.run.RunType;
import io.orchestrator.core.task.Awaited;
import io.orchestrator.protocol.graph.WaitSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the runs of other DAGs that tasks wait for, whichever server owns them, and asks for those that tasks should start. That
 * a run was asked for is not kept: a run that is not there is asked for again, and the same try always asks for the same one.
 */
final class OtherRuns {

    private static final int AT_ONCE = 500;

    private final EngineMemory memory;
    private final Consumer<Request<?>> ask;
    private final Set<Awaiter> asked = new HashSet<>();
    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();

    /** @param refusal why there will be no such run, or null: there is one, or it is not known */
    private record Answer(
            Awaiter awaiter, Awaited run, @Nullable String refusal) {}

    /** @param ask takes what the engine itself asks for */
    OtherRuns(EngineMemory memory, Consumer<Request<?>> ask) {
        this.memory = memory;
        this.ask = ask;
    }

    /** Whether there is something to look at before the next pass. */
    boolean isDue() {
        return memory.runs.awaiters().isDue() || !answers.isEmpty();
    }

    /** @param all runs of other servers may have moved too */
    void look(Turn turn, boolean all) {
        takeAnswers(turn);
        List<Map.Entry<Awaiter, Awaited>> waiting = new ArrayList<>();
        memory.runs
                .awaiters()
                .takeDue(all)
                .forEach(dag -> waiting.addAll(memory.runs.awaiters().of(dag)));
        for (int from = 0; from < waiting.size(); from += AT_ONCE) {
            look(turn, waiting.subList(from, Math.min(from + AT_ONCE, waiting.size())));
        }
    }

    private void look(Turn turn, List<Map.Entry<Awaiter, Awaited>> waiting) {
        List<Optional<FoundRun>> found =
                memory.store.find(waiting.stream().map(Map.Entry::getValue).toList());
        for (int i = 0; i < waiting.size(); i++) {
            Awaiter awaiter = waiting.get(i).getKey();
            RunState state = memory.runs.get(awaiter.runKey());
            if (state == null) {
                continue;
            }
            if (found.get(i).isPresent()) {
                turn.decide(
                        state, new RunEvent.Found(awaiter.number(), found.get(i).get()));
            } else {
                start(state, awaiter, waiting.get(i).getValue());
            }
        }
    }

    private void start(RunState state, Awaiter awaiter, Awaited run) {
        WaitSpec.Trigger trigger = EngineWork.trigger(
                state.graph().task(state.taskOf(awaiter.number())).control().waits());
        if (trigger == null || !asked.add(awaiter)) {
            return;
        }
        DagRun by = state.run();
        Request<Command.Triggered> request = Request.of(new Command.Trigger(
                trigger.dagId(),
                run.runId(),
                RunType.MANUAL,
                run.date(),
                null,
                null,
                trigger.params(),
                null,
                "task " + state.instance(awaiter.number()).taskId() + " of run " + by.runId() + " of DAG "
                        + by.dagId()));
        request.answer().whenComplete((done, failure) -> answers.add(new Answer(awaiter, run, refusal(failure))));
        ask.accept(request);
    }

    /** What may be granted when it is asked for again is no refusal. */
    private static @Nullable String refusal(@Nullable Throwable failure) {
        Throwable cause = failure instanceof CompletionException wrapped && wrapped.getCause() != null
                ? wrapped.getCause()
                : failure;
        return cause instanceof CommandRefused refused && refused.kind() != CommandRefused.Kind.UNAVAILABLE
                ? refused.getMessage()
                : null;
    }

    private void takeAnswers(Turn turn) {
        for (Answer answer = answers.poll(); answer != null; answer = answers.poll()) {
            Awaiter awaiter = answer.awaiter();
            asked.remove(awaiter);
            RunState state = memory.runs.get(awaiter.runKey());
            if (state != null
                    && answer.refusal() != null
                    && memory.runs.awaiters().waits(awaiter, answer.run())) {
                turn.decide(
                        state,
                        new RunEvent.NotStarted(
                                awaiter.number(), answer.run() + " cannot be started: " + answer.refusal()));
            }
        }
    }
}
