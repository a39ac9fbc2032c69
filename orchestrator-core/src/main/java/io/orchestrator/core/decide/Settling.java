package io.orchestrator.core.decide;

import io.orchestrator.core.run.DagRunLifecycle;
import io.orchestrator.core.run.DagRunState;
import io.orchestrator.core.task.TaskEvent;
import io.orchestrator.core.task.TaskEvent.RuleFailed;
import io.orchestrator.core.task.TaskInstance;
import io.orchestrator.core.task.TaskState;
import java.util.ArrayList;
import java.util.List;

/** Applies the rules where something changed, until nothing follows any more, and ends the run if that is due. */
final class Settling {

    private static final int MOST_NAMES = 5;

    private final RunDraft draft;

    private Settling(RunDraft draft) {
        this.draft = draft;
    }

    static void settle(RunDraft draft) {
        new Settling(draft).settle();
    }

    private void settle() {
        boolean running = draft.run().state() == DagRunState.RUNNING;
        // A run that was ended still has its teardowns run.
        if (!running && !(draft.run().state().isFinal() && draft.unfinished() > 0)) {
            return;
        }
        judgeAll(running);
        if (!running) {
            return;
        }
        if (draft.unfinished() > 0 && draft.active() == 0) {
            // The run before may have moved without this one having been looked at since.
            draft.unsettled().addAll();
            judgeAll(true);
        }
        if (draft.unfinished() == 0) {
            endByLeaves();
        } else if (draft.active() == 0 && !waitsForThePast()) {
            draft.apply(new DagRunLifecycle.Event.Ended(
                    DagRunState.FAILED, "all_tasks_deadlocked: no unfinished task can be started"));
        }
    }

    private void judgeAll(boolean all) {
        while (true) {
            for (int number = draft.unsettled().nextDecider();
                    number >= 0;
                    number = draft.unsettled().nextDecider()) {
                Decisions.leaveOut(draft, number);
            }
            for (int task = draft.unsettled().nextList();
                    task >= 0;
                    task = draft.unsettled().nextList()) {
                if (all || draft.graph().isTeardown(task)) {
                    reviseList(task);
                }
            }
            List<Integer> next = draft.unsettled().next();
            if (next.isEmpty()) {
                return;
            }
            judge(next, all);
        }
    }

    /**
     * Instances of one task that have no partners all wait if one does, so a long list is not gone through for nothing. Where
     * something upstream was removed, a rule may look at the map index.
     */
    private void judge(List<Integer> numbers, boolean all) {
        int task = draft.taskOf(numbers.getFirst());
        boolean alike = draft.graph().upstream(task, true).length == 0
                && draft.upstream(task).removed() == 0
                && draft.graph().decidersOf(task).length == 0
                && draft.graph().indirectSetupsOf(task).length == 0;
        for (int number : numbers) {
            if (!all && !draft.graph().isTeardown(task)) {
                return;
            }
            Judgement judgement = Judge.judge(draft, number, draft.now());
            apply(number, judgement);
            if (alike && judgement instanceof Judgement.Wait) {
                return;
            }
        }
    }

    private void apply(int number, Judgement judgement) {
        switch (judgement) {
            case Judgement.Wait wait -> {}
            case Judgement.Run run -> draft.move(number, new TaskEvent.RuleMet());
            case Judgement.End end -> draft.move(number, new RuleFailed(end.ending(), end.reason()));
            case Judgement.Expand list -> draft.expand(number, list.length());
            case Judgement.Act act -> {
                draft.move(number, act.event());
                Ending.ifFailsFast(draft, number);
            }
        }
    }

    /** A list that was made again may be longer or shorter: instances are added, those it has no element for are removed. */
    private void reviseList(int task) {
        List<Integer> numbers = draft.numbersOf(task);
        boolean expanded =
                !numbers.isEmpty() && draft.instance(numbers.getFirst()).mapIndex() >= 0;
        if (!expanded || MapLists.judge(draft, task) != MapLists.Sources.READY) {
            return;
        }
        int length = (int) Math.min(MapLists.length(draft, task), MapLists.MOST_INSTANCES);
        for (int number : List.copyOf(numbers)) {
            TaskInstance instance = draft.instance(number);
            if (instance.mapIndex() >= length && instance.state() != TaskState.REMOVED) {
                String reason = "the list that it is mapped over has only " + length + " elements now";
                draft.stopAttempt(instance, reason);
                draft.move(number, new TaskEvent.Removed(reason));
            }
        }
        TaskInstance like = draft.instance(numbers.getFirst());
        int retries = draft.graph().task(task).retry().retries();
        for (int index = numbers.size(); index < length; index++) {
            draft.add(task, TaskInstance.created(like.runKey(), like.taskId(), index, retries));
        }
    }

    private boolean waitsForThePast() {
        for (int number = 0; number < draft.size(); number++) {
            TaskInstance instance = draft.find(number);
            if (instance != null
                    && instance.state() == TaskState.NONE
                    && Judge.judge(draft, number, draft.now()) instanceof Judgement.Wait wait
                    && wait.cause() == Judgement.Cause.PAST) {
                return true;
            }
        }
        return false;
    }

    private void endByLeaves() {
        List<String> failed = new ArrayList<>();
        for (int task : draft.graph().deciding()) {
            for (int number : draft.numbersOf(task)) {
                TaskInstance instance = draft.instance(number);
                if (instance.state().isFailure()) {
                    failed.add(instance.taskId() + (instance.mapIndex() < 0 ? "" : "[" + instance.mapIndex() + "]"));
                }
            }
        }
        draft.apply(
                failed.isEmpty()
                        ? new DagRunLifecycle.Event.Ended(DagRunState.SUCCESS, null)
                        : new DagRunLifecycle.Event.Ended(DagRunState.FAILED, "failed: " + shortened(failed)));
    }

    private static String shortened(List<String> names) {
        String first = String.join(", ", names.subList(0, Math.min(MOST_NAMES, names.size())));
        return names.size() > MOST_NAMES ? first + " and " + (names.size() - MOST_NAMES) + " more" : first;
    }
}
