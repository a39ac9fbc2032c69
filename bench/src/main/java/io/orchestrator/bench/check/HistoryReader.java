package io.orchestrator.bench.check;

import io.orchestrator.bench.check.History.Attempt;
import io.orchestrator.bench.check.History.Instance;
import io.orchestrator.bench.check.History.Run;
import io.orchestrator.bench.check.History.Session;
import io.orchestrator.protocol.Json;
import io.orchestrator.protocol.graph.DagGraph;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads a history out of a database, all of it as of one moment. */
public final class HistoryReader {

    /** A mapped instance is told from its brothers by its index. */
    private static final String TASK = "task_id || CASE WHEN map_index < 0 THEN '' ELSE '[' || map_index || ']' END";

    private static final String RUNS = """
            SELECT run_key, dag_id, run_id, run_type, state, logical_date, run_after, version, started_at, ended_at
            FROM dag_run""";
    private static final String INSTANCES = """
            SELECT run_key, %s, state, state_reason, attempt_id, ended_at FROM task_instance""".formatted(TASK);
    private static final String ATTEMPTS = """
            SELECT run_key, attempt_id, %s, try_number, state, session_id, queued_at, ended_at, failure::text
            FROM task_attempt""".formatted(TASK);
    private static final String SESSIONS = "SELECT session_id, name, pid, slots FROM worker_session";
    private static final String GRAPHS = "SELECT dag_id || '@' || version, graph::text FROM dag_version";
    private static final String POOLS = "SELECT name, slots FROM pool WHERE slots >= 0";
    private static final String SCHEDULES =
            "SELECT dag_id, activated_at FROM dag_schedule WHERE next_due IS NOT NULL OR last_slot IS NOT NULL";

    private final Connection connection;

    private HistoryReader(Connection connection) {
        this.connection = connection;
    }

    /**
     * The journals are still to be added.
     *
     * @param until when the last fault was mended
     */
    public static History read(Connection connection, List<History.Asked> asked, Instant until) throws SQLException {
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        HistoryReader reader = new HistoryReader(connection);
        History history = new History(
                reader.rows(RUNS, HistoryReader::run),
                reader.rows(INSTANCES, HistoryReader::instance),
                reader.rows(ATTEMPTS, HistoryReader::attempt),
                reader.rows(SESSIONS, HistoryReader::session),
                reader.graphs(),
                List.of(),
                List.of(),
                asked,
                reader.schedules(),
                reader.pools(),
                Versions.NONE,
                until);
        connection.commit();
        return history;
    }

    /** Makes a value of the row at which the cursor stands. */
    private interface OfRow<T> {
        T read(ResultSet row) throws SQLException;
    }

    private <T> List<T> rows(String sql, OfRow<T> value) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            List<T> values = new ArrayList<>();
            while (row.next()) {
                values.add(value.read(row));
            }
            return values;
        }
    }

    private static Run run(ResultSet row) throws SQLException {
        return new Run(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                instant(row, 6),
                row.getObject(7, OffsetDateTime.class).toInstant(),
                row.getInt(8),
                instant(row, 9),
                instant(row, 10));
    }

    private static Instance instance(ResultSet row) throws SQLException {
        return new Instance(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getObject(5, UUID.class),
                instant(row, 6));
    }

    private static Attempt attempt(ResultSet row) throws SQLException {
        String failure = row.getString(9);
        return new Attempt(
                row.getLong(1),
                row.getObject(2, UUID.class),
                row.getString(3),
                row.getInt(4),
                row.getString(5),
                row.getObject(6, UUID.class),
                row.getObject(7, OffsetDateTime.class).toInstant(),
                instant(row, 8),
                failure == null ? "" : failure);
    }

    private static Session session(ResultSet row) throws SQLException {
        return new Session(row.getObject(1, UUID.class), row.getString(2), row.getLong(3), row.getInt(4));
    }

    private Map<String, DagGraph> graphs() throws SQLException {
        Map<String, DagGraph> graphs = new HashMap<>();
        rows(GRAPHS, row -> graphs.put(row.getString(1), Json.MAPPER.readValue(row.getString(2), DagGraph.class)));
        return graphs;
    }

    private Map<String, Instant> schedules() throws SQLException {
        Map<String, Instant> schedules = new HashMap<>();
        rows(
                SCHEDULES,
                row -> schedules.put(
                        row.getString(1), row.getObject(2, OffsetDateTime.class).toInstant()));
        return schedules;
    }

    private Map<String, Integer> pools() throws SQLException {
        Map<String, Integer> pools = new HashMap<>();
        rows(POOLS, row -> pools.put(row.getString(1), row.getInt(2)));
        return pools;
    }

    private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
