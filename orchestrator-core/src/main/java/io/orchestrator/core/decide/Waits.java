package io.orchestrator.core.decide;

import io.orchestrator.core.task.Awaited;
import io.orchestrator.core.task.TaskEvent;
import io.orchestrator.core.task.TaskInstance;
import io.orchestrator.core.task.TaskState;
import io.orchestrator.core.task.Waiting;
import io.orchestrator.protocol.graph.WaitSpec;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What ends the wait of an instance that is at no worker. */
final class Waits {

    private final RunDraft draft;
    private final int number;

    private Waits(RunDraft draft, int number) {
        this.draft = draft;
        this.number = number;
    }

    static RunPlan over(RunDraft draft, int number) {
        return new Waits(draft, number).over();
    }

    static RunPlan found(RunDraft draft, RunEvent.Found found) {
        Waits waits = new Waits(draft, found.number());
        WaitSpec spec = waits.spec();
        Awaited awaited = waits.awaited();
        return spec == null || awaited == null
                ? waits.nothing()
                : waits.move(EngineWork.found(spec, awaited, found.run()));
    }

    static RunPlan notStarted(RunDraft draft, RunEvent.NotStarted not) {
        Waits waits = new Waits(draft, not.number());
        boolean soft = waits.spec() instanceof WaitSpec.Trigger trigger && trigger.softFail();
        return waits.awaited() == null ? waits.nothing() : waits.move(new TaskEvent.GaveUp(not.reason(), soft));
    }

    private RunPlan over() {
        TaskInstance instance = instance();
        Waiting waiting = instance == null ? null : instance.waiting();
        Instant until = waiting == null ? null : waiting.until();
        if (instance == null || until == null || until.isAfter(draft.now())) {
            return nothing();
        }
        WaitSpec own = spec();
        return move(
                own == null || instance.state() == TaskState.UP_FOR_RESCHEDULE
                        ? new TaskEvent.WaitOver()
                        : EngineWork.over(own, instance));
    }

    private @Nullable TaskInstance instance() {
        TaskInstance instance = number < draft.size() ? draft.find(number) : null;
        return instance != null && instance.state().isWaiting() ? instance : null;
    }

    private @Nullable WaitSpec spec() {
        return instance() == null
                ? null
                : draft.graph().task(draft.taskOf(number)).control().waits();
    }

    private @Nullable Awaited awaited() {
        TaskInstance instance = instance();
        return instance == null || instance.waiting() == null
                ? null
                : instance.waiting().run();
    }

    private RunPlan move(@Nullable TaskEvent event) {
        if (event == null || !draft.move(number, event)) {
            return nothing();
        }
        Ending.ifFailsFast(draft, number);
        Settling.settle(draft);
        return draft.plan();
    }

    private RunPlan nothing() {
        return RunPlan.nothing(RunPlan.Verdict.REPEATED, draft.run());
    }
}
