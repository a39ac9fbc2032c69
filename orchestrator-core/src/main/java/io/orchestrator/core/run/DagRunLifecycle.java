package io.orchestrator.core.run;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The state machine of a DAG run. Nothing else moves a run. */
public final class DagRunLifecycle {

    private DagRunLifecycle() {}

    /** What can happen to a run. */
    public sealed interface Event {
        /** The DAG may have one more running run. */
        record Started() implements Event {}

        /**
         * Nothing is unfinished, or the run was ended by hand or by its timeout.
         *
         * @param state success or failed
         */
        record Ended(DagRunState state, @Nullable String reason) implements Event {}

        /** All it waits for is an earlier run that has no room to run: it makes room. */
        record GaveWay(String reason) implements Event {}

        /** A deadline may be over. */
        record DeadlinePassed() implements Event {}

        /** Some of its task instances were cleared. */
        record Cleared() implements Event {}
    }

    /**
     * @return the run as it is now; the same object if the event does not move it
     */
    public static DagRun apply(DagRun run, Event event, Instant now) {
        return switch (event) {
            case Event.DeadlinePassed passed -> run.state().isFinal() ? run : run.lateBy(now);
            case Event.Started started -> run.state() == DagRunState.QUEUED ? started(run, now) : run;
            case Event.GaveWay way -> run.state() == DagRunState.RUNNING ? waiting(run, way.reason(), now) : run;
            case Event.Ended ended ->
                run.state().isFinal() && run.state() == ended.state() ? run : ended(run, ended, now);
            case Event.Cleared cleared -> run.state().isFinal() ? queuedAgain(run, now) : run;
        };
    }

    private static DagRun started(DagRun run, Instant now) {
        return with(run, DagRunState.RUNNING, null, run.clearNumber(), run.queuedAt(), now, null);
    }

    private static DagRun ended(DagRun run, Event.Ended event, Instant now) {
        // A run that ends too late is late, even if nobody has looked at its deadline before.
        DagRun judged = run.state().isFinal() ? run : run.lateBy(now);
        return with(judged, event.state(), event.reason(), run.clearNumber(), run.queuedAt(), run.startedAt(), now);
    }

    private static DagRun waiting(DagRun run, String reason, Instant now) {
        return with(run, DagRunState.QUEUED, reason, run.clearNumber(), now, null, null);
    }

    private static DagRun queuedAgain(DagRun run, Instant now) {
        DagRun anew = run.withDeadlines(run.deadlines().stream()
                .map(deadline -> deadline.queuedAgain(now))
                .toList());
        return with(anew, DagRunState.QUEUED, null, run.clearNumber() + 1, now, null, null);
    }

    private static DagRun with(
            DagRun r,
            DagRunState state,
            @Nullable String reason,
            int clearNumber,
            Instant queuedAt,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt) {
        return new DagRun(
                r.runKey(),
                r.dagId(),
                r.runId(),
                r.type(),
                state,
                reason,
                r.logicalDate(),
                r.intervalStart(),
                r.intervalEnd(),
                r.runAfter(),
                r.params(),
                r.version(),
                r.build(),
                r.triggeredBy(),
                r.note(),
                clearNumber,
                queuedAt,
                startedAt,
                endedAt,
                r.backfillId(),
                r.deadlines());
    }
}
