package io.orchestrator.core.simulation;

import io.orchestrator.core.task.Awaited;
import io.orchestrator.core.task.TaskInstance;
import io.orchestrator.core.task.TaskState;
import io.orchestrator.core.task.Waiting;
import io.orchestrator.protocol.graph.WaitSpec;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What may move a task instance that waits outside a worker, and what it keeps meanwhile. */
final class WaitMoves {

    private final RunHistory run;
    private final Journal journal;
    private final Instant now;

    WaitMoves(RunHistory run, Journal journal, Instant now) {
        this.run = run;
        this.journal = journal;
        this.now = now;
    }

    void hold(TaskInstance before, TaskInstance after) {
        boolean leaves = before.state().isAtWorker() && after.state() == TaskState.DEFERRED;
        if (leaves && !Objects.equals(journal.left(after.attemptId()), resume(after))) {
            throw run.broken("task " + after.taskId() + " keeps " + resume(after) + ", its attempt left "
                    + journal.left(after.attemptId()));
        }
        if (after.state() == TaskState.UP_FOR_RETRY && resume(after) != null) {
            throw run.broken("task " + after.taskId() + " begins a new try with " + resume(after));
        }
        if (before.state().isWaiting() && after.state() != before.state()) {
            goesOn(before, after);
        }
    }

    private static @Nullable JsonNode resume(TaskInstance instance) {
        return instance.waiting() == null ? null : instance.waiting().resume();
    }

    private void goesOn(TaskInstance before, TaskInstance after) {
        Waiting waiting = Objects.requireNonNull(before.waiting());
        WaitSpec spec =
                run.graph().task(run.graph().indexOf(after.taskId())).control().waits();
        boolean early = waiting.until() != null && waiting.until().isAfter(now.plus(TaskMoves.UNEVENNESS));
        if (spec == null) {
            boolean same = Objects.equals(resume(before), resume(after)) && before.tryNumber() == after.tryNumber();
            boolean ready = after.state() == TaskState.SCHEDULED || after.state() == TaskState.QUEUED;
            if (early || !ready || !same) {
                throw broken(before, after);
            }
        } else if (waiting.run() == null) {
            if (early || after.state() != TaskState.SUCCESS) {
                throw broken(before, after);
            }
        } else {
            found(before, after, spec, waiting.run(), early);
        }
    }

    /** It goes on by what became of that run, or because it has waited too long. */
    private void found(TaskInstance before, TaskInstance after, WaitSpec spec, Awaited wanted, boolean early) {
        RunHistory other = run.other(wanted);
        boolean waits = !(spec instanceof WaitSpec.Trigger trigger) || trigger.waits();
        boolean right = switch (after.state()) {
            case SUCCESS -> other != null && (!waits || other.hasSucceeded());
            case FAILED, SKIPPED -> !early || other == null || other.hasFailed();
            default -> false;
        };
        if (!right) {
            throw broken(before, after);
        }
    }

    private Broken broken(TaskInstance before, TaskInstance after) {
        return run.broken("task " + after.taskId() + " waited with " + before.waiting() + " and became " + after.state()
                + " with " + after.waiting() + " at " + now);
    }
}
