package io.orchestrator.core.simulation;

import io.orchestrator.core.dag.TaskGraph;
import io.orchestrator.core.run.DagRun;
import io.orchestrator.core.run.RunType;
import io.orchestrator.core.task.Awaited;
import io.orchestrator.core.task.TaskInstance;
import io.orchestrator.core.task.TaskState;
import io.orchestrator.protocol.graph.PastSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a task that depends on the run before waits for, written from what is promised and not from how the engine finds it. */
final class PastOracle {

    private final Collection<RunHistory> runs;

    PastOracle(Collection<RunHistory> runs) {
        this.runs = runs;
    }

    /** The tasks of the run before that must still succeed, or be skipped, before a task of a run may start. */
    List<TaskInstance> awaited(RunHistory run, int task) {
        TaskGraph graph = run.graph();
        PastSpec past = graph.task(task).control().past();
        RunHistory before = past == null ? null : before(run.run());
        if (past == null || before == null) {
            return List.of();
        }
        List<String> names = new ArrayList<>(List.of(graph.task(task).taskId()));
        for (int follower : past.waitForDownstream() ? graph.downstream(task) : new int[0]) {
            names.add(graph.task(follower).taskId());
        }
        List<TaskInstance> awaited = new ArrayList<>();
        for (String name : names) {
            TaskInstance there = before.instance(name);
            if (there != null && there.state() != TaskState.SUCCESS && there.state() != TaskState.SKIPPED) {
                awaited.add(there);
            }
        }
        return awaited;
    }

    /** The nearest earlier one of the schedule: all DAGs here catch up. */
    @Nullable
    RunHistory before(DagRun run) {
        Instant date = run.logicalDate();
        RunHistory nearest = null;
        for (RunHistory other : runs) {
            Instant otherDate = other.run().logicalDate();
            if (date != null
                    && otherDate != null
                    && otherDate.isBefore(date)
                    && other.run().type() != RunType.MANUAL
                    && other.run().dagId().equals(run.dagId())
                    && (nearest == null || otherDate.isAfter(dateOf(nearest)))) {
                nearest = other;
            }
        }
        return nearest;
    }

    /** The run of another DAG that a task waits for, or null. */
    @Nullable
    RunHistory find(Awaited wanted) {
        for (RunHistory other : runs) {
            DagRun run = other.run();
            boolean named = wanted.runId() != null
                    ? run.runId().equals(wanted.runId())
                    : Objects.equals(run.logicalDate(), wanted.date());
            if (named && run.dagId().equals(wanted.dagId())) {
                return other;
            }
        }
        return null;
    }

    private static Instant dateOf(RunHistory run) {
        Instant date = run.run().logicalDate();
        return date == null ? Instant.MIN : date;
    }
}
