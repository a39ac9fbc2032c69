package io.orchestrator.core.engine.jdbc;

import io.orchestrator.core.asset.NewAssetEvent;
import io.orchestrator.core.audit.AuditEvent;
import io.orchestrator.core.audit.jdbc.AuditLog;
import io.orchestrator.core.dag.DagRecord;
import io.orchestrator.core.dataset.DatasetMoves;
import io.orchestrator.core.engine.EngineStore.LeaseLost;
import io.orchestrator.core.engine.TurnWrites;
import io.orchestrator.core.engine.TurnWrites.RunWrites;
import io.orchestrator.core.jdbc.Pipeline;
import io.orchestrator.core.notify.Notice;
import io.orchestrator.core.notify.jdbc.NoticeRows;
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
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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
        List<AuditEvent> audit,
        List<Notice> notices,
        List<NewAssetEvent> assetEvents,
        DatasetMoves datasets) {

    static TurnRows of(TurnWrites turn) {
        List<RunWrites> runs = turn.runs();
        return new TurnRows(
                turn,
                runs(runs.stream().filter(RunWrites::created)),
                runs(runs.stream().filter(RunWrites::changed)),
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
                        .toList(),
                Stream.concat(runs.stream().flatMap(run -> run.notices().stream()), turn.notices().stream())
                        .toList(),
                Stream.concat(
                                runs.stream().flatMap(run -> run.assets().caused().stream()),
                                turn.assets().events().stream())
                        .toList(),
                new DatasetMoves(
                        all(runs, run -> run.datasets().versions()),
                        all(runs, run -> run.datasets().tags())));
    }

    /** Whether nothing but counts of rows says that all is as expected. */
    private boolean isPlain() {
        return dags.isEmpty()
                && turn.versions().isEmpty()
                && turn.pools().isEmpty()
                && turn.runs().stream().allMatch(run -> run.pools().taken().isEmpty());
    }

    /**
     * Writes and commits everything in one round trip.
     *
     * @return false: it is not that simple, or rows are not as expected; nothing was written, and {@link #write} finds out
     */
    boolean writeAtOnce(Connection connection) throws SQLException {
        if (!isPlain()) {
            return false;
        }
        Pipeline pipeline = Pipeline.committing();
        fill(pipeline);
        try {
            pipeline.execute(connection);
            return true;
        } catch (SQLException failure) {
            if (!Pipeline.foundUnexpected(failure)) {
                throw failure;
            }
            connection.rollback();
            return false;
        }
    }

    /**
     * Writes everything, in two round trips with the commit; what cannot be created makes all of it void.
     *
     * @return the keys of the runs that could not be created
     */
    Set<Long> write(Connection connection) throws SQLException {
        if (!dags.isEmpty() || !turn.versions().isEmpty()) {
            ServerRows.hold(connection, turn.serverId());
            // A run may belong to a version that this very turn brings.
            DagRows.put(connection, dags, turn.serverId(), turn.catalogRevision());
            DagRows.addVersions(connection, turn.versions());
        }
        Pipeline pipeline = Pipeline.open();
        Steps steps = fill(pipeline);
        pipeline.execute(connection);
        if (steps.held.rows().isEmpty()) {
            throw new LeaseLost(turn.serverId());
        }
        Set<Long> conflicts = new HashSet<>(missing(steps.created));
        conflicts.addAll(steps.pools.overfull());
        if (conflicts.isEmpty()) {
            steps.expected.forEach(Expected::check);
        }
        return conflicts;
    }

    private record Steps(
            Pipeline.Step<UUID> held,
            PoolRows.Counted pools,
            Pipeline.@Nullable Step<Long> created,
            List<Expected> expected) {}

    private Steps fill(Pipeline pipeline) {
        Pipeline.Step<UUID> held = ServerRows.hold(pipeline, turn.serverId());
        PoolRows.Counted pools = PoolRows.write(pipeline, turn);
        Pipeline.Step<Long> created = RunRows.create(pipeline, runsCreated);
        List<Expected> expected = List.of(
                RunRows.change(pipeline, runsChanged),
                RunRows.remake(pipeline, runsChanged),
                TaskRows.removeInstances(pipeline, instancesGone),
                addedThenChanged(pipeline),
                TaskRows.changeAttempts(pipeline, attemptsChanged),
                AssetRows.take(pipeline, runsCreated));
        TaskRows.addOutputs(pipeline, outputs);
        BackfillRows.write(pipeline, turn.backfills());
        AssetRows.declare(pipeline, turn.assets().declared());
        AssetRows.drop(pipeline, turn.assets().dropped());
        DatasetRows.repeat(pipeline, runsCreated);
        DatasetRows.write(pipeline, datasets);
        AssetRows.cause(pipeline, assetEvents);
        DagRows.putSchedules(pipeline, schedules);
        SessionRows.open(pipeline, turn.sessionsOpened(), turn.lease());
        SessionRows.change(pipeline, turn.sessionsChanged());
        AuditLog.add(pipeline, audit);
        NoticeRows.add(pipeline, notices);
        ServerRows.post(pipeline, turn.letters(), turn.answers());
        boolean forOthers =
                !dags.isEmpty() || !turn.letters().isEmpty() || !turn.answers().isEmpty() || !assetEvents.isEmpty();
        if (forOthers || !turn.pools().put().isEmpty() || !turn.pools().gone().isEmpty()) {
            ServerRows.hint(pipeline);
        }
        return new Steps(held, pools, created, expected);
    }

    private Expected addedThenChanged(Pipeline pipeline) {
        TaskRows.addInstances(pipeline, instancesAdded);
        Expected changed = TaskRows.changeInstances(pipeline, instancesChanged);
        TaskRows.addAttempts(pipeline, attemptsAdded);
        return changed;
    }

    private Set<Long> missing(Pipeline.@Nullable Step<Long> created) {
        if (created == null || created.rows().size() == runsCreated.size()) {
            return Set.of();
        }
        Set<Long> missing = new HashSet<>();
        runsCreated.forEach(write -> missing.add(write.run().runKey()));
        missing.removeAll(Set.copyOf(created.rows()));
        return missing;
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
