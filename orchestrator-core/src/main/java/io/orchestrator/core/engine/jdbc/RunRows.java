package io.orchestrator.core.engine.jdbc;

import io.orchestrator.core.decide.PastGate.EarlierRun;
import io.orchestrator.core.decide.UpstreamCounts;
import io.orchestrator.core.engine.EngineStore.DatedRun;
import io.orchestrator.core.engine.EngineStore.StoredRun;
import io.orchestrator.core.engine.TurnWrites.RunWrites;
import io.orchestrator.core.jdbc.Columns;
import io.orchestrator.core.jdbc.Database;
import io.orchestrator.core.jdbc.Pipeline;
import io.orchestrator.core.jdbc.Row;
import io.orchestrator.core.run.DagRun;
import io.orchestrator.core.run.DagRunState;
import io.orchestrator.core.run.RunDeadline;
import io.orchestrator.core.run.RunType;
import io.orchestrator.core.task.TaskAttempt;
import io.orchestrator.core.task.TaskInstance;
import io.orchestrator.core.task.TaskState;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Runs, written and read. */
final class RunRows {

    /** So many runs are read by one statement: none runs into its time limit. */
    private static final int READ_AT_ONCE = 200;

    private RunRows() {}

    /** The keys of those that were created come back, from a pipeline that commits none: it has created all, or fails. */
    static Pipeline.@Nullable Step<Long> create(Pipeline pipeline, List<RunWrites> runs) {
        if (runs.isEmpty()) {
            return null;
        }
        Columns<RunWrites> columns = Columns.of(runs)
                .bigint(write -> write.run().runKey())
                .text(write -> write.run().dagId())
                .text(write -> write.run().runId())
                .text(write -> write.run().type().key())
                .text(write -> write.run().state().key())
                .text(write -> write.run().stateReason())
                .micros(write -> write.run().logicalDate())
                .micros(write -> write.run().intervalStart())
                .micros(write -> write.run().intervalEnd())
                .micros(write -> write.run().runAfter())
                .json(write -> write.run().params())
                .integer(write -> write.run().version())
                .text(write -> write.run().build())
                .text(write -> write.run().triggeredBy())
                .text(write -> write.run().note())
                .integer(write -> write.run().clearNumber())
                .micros(write -> write.run().queuedAt())
                .micros(write -> write.run().startedAt())
                .micros(write -> write.run().endedAt())
                .bool(RunWrites::settled)
                .bigint(write -> write.run().backfillId())
                .json(write -> write.run().deadlines());
        if (pipeline.commits()) {
            // Half the work of looking for conflicts: they are rare, and the whole turn is written again then.
            pipeline.update(RunSql.INSERT, columns);
            return null;
        }
        return pipeline.list(RunSql.INSERT_NEW, columns, row -> row.bigint("run_key"));
    }

    static Expected change(Pipeline pipeline, List<RunWrites> runs) {
        if (runs.isEmpty()) {
            return Expected.NOTHING;
        }
        Columns<RunWrites> columns = Columns.of(runs)
                .bigint(write -> write.run().runKey())
                .text(write -> write.run().state().key())
                .text(write -> write.run().stateReason())
                .micros(write -> write.run().runAfter())
                .integer(write -> write.run().version())
                .text(write -> write.run().build())
                .integer(write -> write.run().clearNumber())
                .micros(write -> write.run().queuedAt())
                .micros(write -> write.run().startedAt())
                .micros(write -> write.run().endedAt())
                .bool(RunWrites::settled)
                .json(write -> write.run().deadlines());
        return Expected.rows(pipeline, "runs", runs, RunSql.UPDATE, columns);
    }

    static Expected remake(Pipeline pipeline, List<RunWrites> runs) {
        List<RunWrites> remade = runs.stream().filter(RunWrites::remade).toList();
        if (remade.isEmpty()) {
            return Expected.NOTHING;
        }
        Columns<RunWrites> columns = Columns.of(remade)
                .bigint(write -> write.run().runKey())
                .json(write -> write.run().params())
                .text(write -> write.run().type().key())
                .bigint(write -> write.run().backfillId());
        return Expected.rows(pipeline, "runs", remade, RunSql.REMAKE, columns);
    }

    static List<Long> keys(
            Connection connection, String dagId, @Nullable Instant from, @Nullable Instant until, int most)
            throws SQLException {
        return Database.search(
                connection,
                RunSql.SELECT_KEYS_BY_DATES,
                statement -> {
                    statement.setString(1, dagId);
                    statement.setObject(2, from == null ? null : from.atOffset(ZoneOffset.UTC));
                    statement.setObject(3, until == null ? null : until.atOffset(ZoneOffset.UTC));
                    statement.setInt(4, most);
                },
                row -> row.bigint("run_key"));
    }

    static List<DatedRun> at(Connection connection, String dagId, Collection<Instant> dates) throws SQLException {
        Columns<Instant> columns = Columns.of(List.copyOf(dates)).micros(date -> date);
        return Database.search(
                connection,
                RunSql.SELECT_AT_DATES,
                statement -> {
                    statement.setString(1, dagId);
                    columns.bindFrom(2, statement);
                },
                row -> new DatedRun(
                        row.bigint("run_key"), row.time("logical_date"), DagRunState.of(row.text("state"))));
    }

    static List<Long> unsettled(Connection connection, Collection<String> dagIds) throws SQLException {
        return Database.search(
                        connection,
                        RunSql.SELECT_UNSETTLED,
                        statement -> statement.setArray(1, connection.createArrayOf("text", dagIds.toArray())),
                        row -> row.bigint("run_key"))
                .stream()
                .sorted()
                .toList();
    }

    static List<StoredRun> read(Connection connection, List<Long> keys) throws SQLException {
        List<StoredRun> runs = new ArrayList<>(keys.size());
        for (int from = 0; from < keys.size(); from += READ_AT_ONCE) {
            runs.addAll(readAtOnce(connection, keys.subList(from, Math.min(from + READ_AT_ONCE, keys.size()))));
        }
        return runs;
    }

    private static List<StoredRun> readAtOnce(Connection connection, List<Long> keys) throws SQLException {
        Columns<Long> parameter = Columns.of(keys).bigint(key -> key);
        Map<Long, List<TaskInstance>> instances =
                Database.list(connection, TaskSql.SELECT_INSTANCES, parameter, TaskRows::instance).stream()
                        .collect(Collectors.groupingBy(TaskInstance::runKey));
        Map<Long, List<TaskAttempt>> attempts =
                Database.list(connection, TaskSql.SELECT_OPEN_ATTEMPTS, parameter, TaskRows::attempt).stream()
                        .collect(Collectors.groupingBy(TaskAttempt::runKey));
        return Database.list(connection, RunSql.SELECT_BY_KEYS, parameter, RunRows::run).stream()
                .map(run -> new StoredRun(
                        run,
                        instances.getOrDefault(run.runKey(), List.of()),
                        attempts.getOrDefault(run.runKey(), List.of())))
                .toList();
    }

    static Optional<DagRun> find(Connection connection, String dagId, String runId) throws SQLException {
        return Database.search(
                        connection,
                        RunSql.SELECT_BY_ID,
                        statement -> {
                            statement.setString(1, dagId);
                            statement.setString(2, runId);
                            statement.setString(3, runId);
                        },
                        RunRows::run)
                .stream()
                .findFirst();
    }

    static Optional<DagRun> find(Connection connection, String dagId, Instant logicalDate) throws SQLException {
        return Database.search(
                        connection,
                        RunSql.SELECT_BY_LOGICAL_DATE,
                        statement -> {
                            statement.setString(1, dagId);
                            statement.setObject(2, logicalDate.atOffset(ZoneOffset.UTC));
                            statement.setObject(3, logicalDate.atOffset(ZoneOffset.UTC));
                        },
                        RunRows::run)
                .stream()
                .findFirst();
    }

    static Optional<EarlierRun> before(Connection connection, String dagId, Instant logicalDate, boolean passOverManual)
            throws SQLException {
        Map<String, UpstreamCounts> states = new HashMap<>();
        return Database.search(
                        connection,
                        RunSql.SELECT_BEFORE,
                        statement -> {
                            statement.setString(1, dagId);
                            statement.setObject(2, logicalDate.atOffset(ZoneOffset.UTC));
                            statement.setBoolean(3, passOverManual);
                        },
                        row -> {
                            count(states, row);
                            return new EarlierRun(
                                    row.bigint("run_key"),
                                    row.text("run_id"),
                                    row.time("logical_date"),
                                    RunType.of(row.text("run_type")),
                                    taskId -> states.getOrDefault(taskId, UpstreamCounts.NONE));
                        })
                .stream()
                .findFirst();
    }

    /** A run without instances has one row without a task. */
    private static void count(Map<String, UpstreamCounts> states, Row row) throws SQLException {
        String taskId = row.textOrNull("task_id");
        if (taskId != null) {
            UpstreamCounts known = states.getOrDefault(taskId, UpstreamCounts.NONE);
            states.put(taskId, known.plus(TaskState.of(row.text("state")), row.integer("instances")));
        }
    }

    private static DagRun run(Row row) throws SQLException {
        return new DagRun(
                row.bigint("run_key"),
                row.text("dag_id"),
                row.text("run_id"),
                RunType.of(row.text("run_type")),
                DagRunState.of(row.text("state")),
                row.textOrNull("state_reason"),
                row.timeOrNull("logical_date"),
                row.timeOrNull("interval_start"),
                row.timeOrNull("interval_end"),
                row.time("run_after"),
                row.json("params"),
                row.integer("version"),
                row.text("build"),
                row.text("triggered_by"),
                row.textOrNull("note"),
                row.integer("clear_number"),
                row.time("queued_at"),
                row.timeOrNull("started_at"),
                row.timeOrNull("ended_at"),
                row.bigintOrNull("backfill_id"),
                List.of(row.json("deadlines", RunDeadline[].class)));
    }

    static List<Duration> newestDurations(Connection connection, String dagId, int most) throws SQLException {
        return Database.list(
                connection,
                RunSql.SELECT_NEWEST_SUCCESSES,
                statement -> {
                    statement.setString(1, dagId);
                    statement.setInt(2, most);
                },
                row -> Duration.between(row.time("started_at"), row.time("ended_at")));
    }

    static Map<Long, DagRunState> newestEnded(Connection connection, String dagId, int most) throws SQLException {
        Map<Long, DagRunState> newest = new HashMap<>();
        Database.list(
                        connection,
                        RunSql.SELECT_NEWEST_ENDED,
                        statement -> {
                            statement.setString(1, dagId);
                            statement.setInt(2, most);
                        },
                        row -> Map.entry(row.bigint("run_key"), DagRunState.of(row.text("state"))))
                .forEach(run -> newest.put(run.getKey(), run.getValue()));
        return newest;
    }
}
