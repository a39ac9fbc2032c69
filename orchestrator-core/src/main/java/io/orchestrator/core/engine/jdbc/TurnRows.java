package io.orchestrator.core.engine.jdbc;

import io.orchestrator.core.audit.AuditEvent;
import io.orchestrator.core.dag.DagRecord;
import io.orchestrator.core.engine.TurnWrites;
import io.orchestrator.core.engine.TurnWrites.RunWrites;
import io.orchestrator.core.output.TaskOutput;
import io.orchestrator.core.schedule.DagSchedule;
import io.orchestrator.core.task.TaskAttempt;
import io.orchestrator.core.task.TaskInstance;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** One turn's writes, gathered by kind of row: each kind is one statement and one round trip, however many runs there are. */
record TurnRows(
        TurnWrites turn,
        List<RunWrites> runsCreated,
        List<RunWrites> runsChanged,
        List<TaskInstance> instancesAdded,
        List<TaskInstance> instancesChanged,
        List<TaskInstance> instancesGone,
        List<TaskAttempt> attemptsAdded,
        List<TaskAttempt> attemptsChanged,
        List<TaskOutput> outputs,
        List<DagRecord> dags,
        List<DagSchedule> schedules,
        List<AuditEvent> audit) {

    static TurnRows of(TurnWrites turn) {
        List<RunWrites> runs = turn.runs();
        return new TurnRows(
                turn,
                runs(runs.stream().filter(RunWrites::created)),
                runs(runs.stream().filter(run -> !run.created())),
                all(runs, RunWrites::instancesAdded),
                all(runs, RunWrites::instancesChanged),
                all(runs, RunWrites::instancesGone),
                all(runs, RunWrites::attemptsAdded),
                all(runs, RunWrites::attemptsChanged),
                all(runs, RunWrites::outputs),
                newest(turn.dags().stream(), DagRecord::dagId),
                newest(
                        Stream.concat(
                                turn.schedules().stream(), runs.stream().flatMap(run -> run.schedules().stream())),
                        DagSchedule::dagId),
                Stream.concat(runs.stream().flatMap(run -> run.audit().stream()), turn.audit().stream())
                        .toList());
    }

    /**
     * First everything that can conflict, and all of it, so that one rolled-back try names every conflict.
     *
     * @return the keys of the runs that were not as expected
     */
    Set<Long> writeRuns(Connection connection) throws SQLException {
        Set<Long> conflicts = new HashSet<>(RunRows.change(connection, runsChanged));
        // A run may belong to a version that this very turn brings.
        DagRows.put(connection, dags);
        DagRows.addVersions(connection, turn.versions());
        conflicts.addAll(RunRows.create(connection, runsCreated));
        return conflicts;
    }

    void writeRest(Connection connection) throws SQLException {
        TaskRows.removeInstances(connection, instancesGone);
        TaskRows.addInstances(connection, instancesAdded);
        TaskRows.changeInstances(connection, instancesChanged);
        TaskRows.addAttempts(connection, attemptsAdded);
        TaskRows.changeAttempts(connection, attemptsChanged);
        TaskRows.addOutputs(connection, outputs);
        DagRows.putSchedules(connection, schedules);
        SessionRows.open(connection, turn.sessionsOpened(), turn.lease());
        SessionRows.change(connection, turn.sessionsChanged());
        DagRows.addAudit(connection, audit);
    }

    private static List<RunWrites> runs(Stream<RunWrites> runs) {
        return runs.sorted(Comparator.comparingLong(write -> write.run().runKey()))
                .toList();
    }

    private static <T> List<T> all(List<RunWrites> runs, Function<RunWrites, List<T>> rows) {
        return runs.stream().flatMap(run -> rows.apply(run).stream()).toList();
    }

    /** The last row for each DAG, sorted: one statement cannot replace the same row twice, and locks go in one order. */
    private static <T> List<T> newest(Stream<T> rows, Function<T, String> dagId) {
        TreeMap<String, T> newest = new TreeMap<>();
        rows.forEach(row -> newest.put(dagId.apply(row), row));
        return List.copyOf(newest.values());
    }
}
