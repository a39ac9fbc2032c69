package io.orchestrator.bench.engine;

import io.orchestrator.bench.cluster.Waiting;
import io.orchestrator.bench.yardstick.Access;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** What the engine has written down, asked over a connection of our own: the figures count what is durable. */
final class Books implements AutoCloseable {

    private static final Duration QUIET = Duration.ofSeconds(60);

    private final Connection connection;

    Books(Access access) throws SQLException {
        this.connection = access.connect();
    }

    /** Waits until every run has ended and nothing of it is at a worker. */
    void awaitQuiet() {
        Waiting.until(
                "The end of all runs", QUIET, () -> number("SELECT count(*) FROM dag_run WHERE NOT settled") == 0);
    }

    /** How many tasks of runs with these ids succeeded in a span of time, by the engine's clock. */
    long succeeded(String dagId, String prefix, Instant from, Instant until) throws SQLException {
        return number("""
                SELECT count(*) FROM task_instance
                WHERE run_key BETWEEN (SELECT min(run_key) FROM dag_run WHERE dag_id = ? AND run_id >= ? AND run_id < ?)
                                  AND (SELECT max(run_key) FROM dag_run WHERE dag_id = ? AND run_id >= ? AND run_id < ?)
                  AND state = 'success' AND ended_at >= ? AND ended_at < ?""", dagId, prefix, prefix + "~", dagId, prefix, prefix + "~", time(from), time(until));
    }

    /** How many runs with these ids are a success. */
    long successes(String dagId, String prefix) throws SQLException {
        return number(
                "SELECT count(*) FROM dag_run WHERE dag_id = ? AND run_id >= ? AND run_id < ? AND state = 'success'",
                dagId,
                prefix,
                prefix + "~");
    }

    /** When a run ended, by the engine's clock; waits for it. */
    Instant ended(String dagId, String runId) throws SQLException {
        Waiting.until(
                "The end of run " + runId,
                QUIET,
                () -> number(
                                "SELECT count(*) FROM dag_run WHERE dag_id = ? AND run_id = ? AND ended_at IS NOT NULL",
                                dagId,
                                runId)
                        == 1);
        try (PreparedStatement query = connection.prepareStatement(
                "SELECT ended_at FROM dag_run WHERE dag_id = ? AND run_id = ? AND state = 'success'")) {
            query.setString(1, dagId);
            query.setString(2, runId);
            try (ResultSet result = query.executeQuery()) {
                if (!result.next()) {
                    throw new BenchFailed("Run %s of %s has failed.".formatted(runId, dagId));
                }
                return result.getObject(1, OffsetDateTime.class).toInstant();
            }
        }
    }

    /** The one number that a query gives. */
    long number(String sql, Object... parameters) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                query.setObject(i + 1, parameters[i]);
            }
            try (ResultSet result = query.executeQuery()) {
                result.next();
                return result.getLong(1);
            }
        }
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
