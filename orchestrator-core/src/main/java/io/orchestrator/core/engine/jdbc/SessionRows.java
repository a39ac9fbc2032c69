package io.orchestrator.core.engine.jdbc;

import io.orchestrator.core.jdbc.Columns;
import io.orchestrator.core.jdbc.Database;
import io.orchestrator.core.jdbc.Pipeline;
import io.orchestrator.core.jdbc.Row;
import io.orchestrator.core.worker.WorkerSession;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** Worker sessions and their leases, written and read. */
final class SessionRows {

    private SessionRows() {}

    static void open(Pipeline pipeline, List<WorkerSession> sessions, Duration lease) {
        if (sessions.isEmpty()) {
            return;
        }
        Columns<WorkerSession> columns = Columns.of(sessions)
                .uuid(WorkerSession::sessionId)
                .text(WorkerSession::name)
                .text(WorkerSession::host)
                .bigint(WorkerSession::pid)
                .text(WorkerSession::workerVersion)
                .integer(WorkerSession::protocolVersion)
                .text(WorkerSession::tokenHash)
                .json(WorkerSession::queues)
                .json(WorkerSession::capabilities)
                .integer(WorkerSession::slots)
                .integer(WorkerSession::prefetch)
                .text(SessionRows::state);
        pipeline.update(SessionSql.INSERT, (first, statement) -> {
            statement.setLong(first, lease.toMillis());
            columns.bindFrom(first + 1, statement);
        });
    }

    static void change(Pipeline pipeline, List<WorkerSession> sessions) {
        if (!sessions.isEmpty()) {
            pipeline.update(
                    SessionSql.UPDATE_STATE,
                    Columns.of(sessions).uuid(WorkerSession::sessionId).text(SessionRows::state));
        }
    }

    static List<UUID> renew(Connection connection, Collection<UUID> sessionIds, Duration lease) throws SQLException {
        return Database.list(
                connection,
                SessionSql.RENEW,
                statement -> {
                    statement.setLong(1, lease.toMillis());
                    statement.setArray(2, connection.createArrayOf("uuid", sessionIds.toArray()));
                },
                SessionRows::id);
    }

    static List<UUID> expire(Connection connection) throws SQLException {
        return Database.list(connection, SessionSql.EXPIRE, statement -> {}, SessionRows::id);
    }

    static List<WorkerSession> selectOpen(Connection connection) throws SQLException {
        return Database.list(connection, SessionSql.SELECT_OPEN, statement -> {}, SessionRows::session);
    }

    private static UUID id(Row row) throws SQLException {
        return row.uuid("session_id");
    }

    private static WorkerSession session(Row row) throws SQLException {
        return new WorkerSession(
                row.uuid("session_id"),
                row.text("name"),
                row.text("host"),
                row.bigint("pid"),
                row.text("worker_version"),
                row.integer("protocol_version"),
                row.text("token_hash"),
                row.texts("queues"),
                row.texts("capabilities"),
                row.integer("slots"),
                row.integer("prefetch"),
                WorkerSession.State.valueOf(row.text("state").toUpperCase(Locale.ROOT)));
    }

    private static String state(WorkerSession session) {
        return session.state().name().toLowerCase(Locale.ROOT);
    }
}
