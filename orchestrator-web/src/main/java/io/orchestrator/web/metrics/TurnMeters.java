package io.orchestrator.web.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.orchestrator.core.engine.TurnListener;
import io.orchestrator.core.run.DagRun;
import io.orchestrator.core.run.DagRunState;
import io.orchestrator.core.task.TaskAttempt;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Counts what this server's engine does. The engine's thread calls it, so each call is a few look-ups in memory. DAGs are told
 * apart, tasks are not: a thousand DAGs of a thousand tasks would be more series than Prometheus should keep.
 */
@Component
final class TurnMeters implements TurnListener {

    /** Before Airflow's names, or names like them. */
    static final String PREFIX = "orchestrator_";

    private static final String DAG = "dag_id";
    private static final String STATE = "state";

    private final MeterRegistry figures;
    private final Timer queued;

    TurnMeters(MeterRegistry figures) {
        this.figures = figures;
        queued = Timer.builder(PREFIX + "task_queued_duration")
                .description("from the hand-over to a worker until user code is called")
                .register(figures);
    }

    @Override
    public void turned(List<DagRun> runs, @Nullable Instant nextDue) {
        // What a turn is about is told by the other two.
    }

    @Override
    public void attempted(DagRun run, List<TaskAttempt> attempts) {
        for (var attempt : attempts) {
            if (attempt.state().isFinal()) {
                ended(run, attempt);
            }
        }
    }

    private void ended(DagRun run, TaskAttempt attempt) {
        figures.counter(
                        PREFIX + "ti_finish",
                        DAG,
                        run.dagId(),
                        STATE,
                        attempt.state().key())
                .increment();
        if (attempt.startedAt() == null) {
            return;
        }
        queued.record(between(attempt.queuedAt(), attempt.startedAt()));
        if (attempt.endedAt() != null) {
            figures.timer(PREFIX + "task_duration", DAG, run.dagId())
                    .record(between(attempt.startedAt(), attempt.endedAt()));
        }
    }

    @Override
    public void ended(DagRun run) {
        var name = run.state() == DagRunState.SUCCESS ? "dagrun_duration_success" : "dagrun_duration_failed";
        if (run.startedAt() == null) {
            return;
        }
        if (run.endedAt() != null) {
            figures.timer(PREFIX + name, DAG, run.dagId()).record(between(run.startedAt(), run.endedAt()));
        }
        figures.timer(PREFIX + "dagrun_schedule_delay", DAG, run.dagId())
                .record(between(run.runAfter(), run.startedAt()));
    }

    /** Clocks of two machines may differ: never below zero. */
    private static Duration between(Instant start, Instant end) {
        return end.isBefore(start) ? Duration.ZERO : Duration.between(start, end);
    }
}
