package io.orchestrator.core.decide;

import io.orchestrator.core.run.DagRunState;
import io.orchestrator.core.task.TaskState;
import io.orchestrator.protocol.worker.Report;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What can happen to a run. Task instances are given by the numbers that the run's snapshot has for them. */
public sealed interface RunEvent {

    /** The DAG may have one more running run. */
    record Start() implements RunEvent {}

    /** Something outside may have changed that its tasks wait for: the run before, or the time. */
    record Look() implements RunEvent {}

    /** It only waits for an earlier run, which has no room to start: it goes back to the queue. */
    record GiveWay(String reason) implements RunEvent {}

    /** A worker session gets an attempt of a scheduled task. */
    record HandOver(int number, UUID attemptId, UUID sessionId) implements RunEvent {}

    /** A worker's word on an attempt. */
    record Reported(Report report) implements RunEvent {}

    /** The worker that has an attempt is gone. */
    record AttemptLost(UUID attemptId, String reason, int budget) implements RunEvent {}

    /** A deadline of the run may be over. */
    record DeadlineDue() implements RunEvent {}

    /** A retry delay is over. */
    record RetryDue(int number) implements RunEvent {}

    /** The instant has come until which an instance waits outside a worker. */
    record WaitOver(int number) implements RunEvent {}

    /** The run of another DAG that an instance waits for is there. */
    record Found(int number, FoundRun run) implements RunEvent {}

    /** The run of another DAG that an instance should start cannot be started. */
    record NotStarted(int number, String reason) implements RunEvent {}

    /**
     * Tasks shall run again.
     *
     * @param params what the run has from now on, or null: what it had
     * @param backfillId the backfill that it belongs to from now on, or null: the one that it did
     */
    record Clear(
            Set<Integer> numbers,
            String actor,
            @Nullable JsonNode params,
            @Nullable Long backfillId) implements RunEvent {
        public Clear(Set<Integer> numbers, String actor) {
            this(numbers, actor, null, null);
        }
    }

    /**
     * A state was set by hand.
     *
     * @param state success, failed or skipped
     */
    record MarkTask(int number, TaskState state, String actor) implements RunEvent {}

    /**
     * The run is ended by hand or by its timeout: running tasks fail, other unfinished ones are skipped. Teardowns still run if
     * a setup of theirs succeeded.
     *
     * @param state success or failed
     */
    record End(DagRunState state, String reason) implements RunEvent {}
}
