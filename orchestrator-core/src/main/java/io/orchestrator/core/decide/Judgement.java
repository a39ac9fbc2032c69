package io.orchestrator.core.decide;

import io.orchestrator.core.task.TaskEvent;
import io.orchestrator.core.task.TaskEvent.RuleFailed.Ending;

/** What is to become of a task instance that waits. */
public sealed interface Judgement {

    /** @param counts the states of the instances that are waited for, where the cause is UPSTREAM or SETUP; else none */
    record Wait(Cause cause, UpstreamCounts counts) implements Judgement {
        Wait(Cause cause) {
            this(cause, UpstreamCounts.NONE);
        }
    }

    /** It may start. */
    record Run() implements Judgement {}

    /** It will not run. */
    record End(Ending ending, String reason) implements Judgement {}

    /** It stands for a list whose length is known now. */
    record Expand(int length) implements Judgement {}

    /** The engine does in its place what it is for, or begins to. */
    record Act(TaskEvent event) implements Judgement {}

    /** What an instance waits for. */
    enum Cause {
        /** Its trigger rule is not met yet. */
        UPSTREAM,
        /** A setup that it stands on has not ended. */
        SETUP,
        /** A list that it is mapped over is not there yet. */
        LIST,
        /** A task whose list it is mapped over was removed; nothing will move it. */
        LIST_REMOVED,
        /** The run before is not so far. */
        PAST
    }
}
