package io.orchestrator.core.engine.jdbc;

import io.orchestrator.core.engine.EngineStore.LeaseLost;
import io.orchestrator.core.engine.Mail;
import io.orchestrator.core.jdbc.Columns;
import io.orchestrator.core.jdbc.Database;
import io.orchestrator.core.jdbc.Pipeline;
import io.orchestrator.core.jdbc.Row;
import io.orchestrator.core.server.ServerRecord;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** Servers with their leases, and the mail between them, written and read. */
final class ServerRows {

    private ServerRows() {}

    static Instant open(Connection connection, ServerRecord server, Duration lease) throws SQLException {
        Database.update(connection, ServerSql.DELETE_OLD_MAIL, statement -> {});
        return Database.list(
                        connection,
                        ServerSql.INSERT,
                        statement -> {
                            statement.setObject(1, server.serverId());
                            statement.setString(2, server.url());
                            statement.setString(3, server.place());
                            statement.setLong(4, server.pid());
                            statement.setString(5, server.version());
                            statement.setLong(6, lease.toMillis());
                        },
                        row -> row.time("now"))
                .getFirst();
    }

    /** @throws LeaseLost if it was taken away */
    static Instant renew(Connection connection, UUID serverId, Duration lease) throws SQLException {
        return Database.find(
                        connection,
                        ServerSql.RENEW,
                        statement -> {
                            statement.setLong(1, lease.toMillis());
                            statement.setObject(2, serverId);
                        },
                        row -> row.time("now"))
                .orElseThrow(() -> new LeaseLost(serverId));
    }

    static int move(Connection connection, UUID serverId, ServerRecord.State state) throws SQLException {
        return Database.update(connection, ServerSql.MOVE, statement -> {
            statement.setString(1, state.name().toLowerCase(Locale.ROOT));
            statement.setString(2, state.name().toLowerCase(Locale.ROOT));
            statement.setObject(3, serverId);
        });
    }

    /**
     * Keeps anybody from taking this server for dead until the transaction ends.
     *
     * @throws LeaseLost if somebody has done so
     */
    static void hold(Connection connection, UUID serverId) throws SQLException {
        if (Database.list(
                        connection,
                        ServerSql.HOLD,
                        statement -> statement.setObject(1, serverId),
                        row -> row.uuid("server_id"))
                .isEmpty()) {
            throw new LeaseLost(serverId);
        }
    }

    static List<ServerRecord> selectOpen(Connection connection) throws SQLException {
        Database.update(connection, ServerSql.EXPIRE, statement -> {});
        return Database.list(connection, ServerSql.SELECT_OPEN, statement -> {}, ServerRows::server);
    }

    private static ServerRecord server(Row row) throws SQLException {
        return new ServerRecord(
                row.uuid("server_id"),
                row.text("url"),
                row.text("place"),
                row.bigint("pid"),
                row.text("version"),
                ServerRecord.State.valueOf(row.text("state").toUpperCase(Locale.ROOT)));
    }

    static void post(Pipeline pipeline, List<Mail.Letter> letters, List<Mail.Answer> answers) {
        if (!letters.isEmpty()) {
            pipeline.update(
                    ServerSql.INSERT_MAIL,
                    Columns.of(letters)
                            .uuid(Mail.Letter::id)
                            .text(Mail.Letter::dagId)
                            .uuid(Mail.Letter::asker)
                            .text(Mail.Letter::command));
        }
        if (!answers.isEmpty()) {
            pipeline.update(
                    ServerSql.ANSWER_MAIL,
                    Columns.of(answers).uuid(Mail.Answer::id).text(Mail.Answer::answer));
        }
    }

    static List<Mail.Letter> takeMail(Connection connection, Collection<String> dagIds) throws SQLException {
        return Database.list(
                connection,
                ServerSql.TAKE_MAIL,
                statement -> statement.setArray(1, connection.createArrayOf("text", dagIds.toArray())),
                row -> new Mail.Letter(row.uuid("id"), row.text("dag_id"), row.uuid("asker"), row.text("command")));
    }

    static List<Mail.Answer> takeAnswers(Connection connection, UUID asker) throws SQLException {
        return Database.list(
                connection,
                ServerSql.TAKE_ANSWERS,
                statement -> statement.setObject(1, asker),
                row -> new Mail.Answer(row.uuid("id"), row.text("answer")));
    }

    /** As {@link #hold(Connection, UUID)}: no row says that the lease is lost. */
    static Pipeline.Step<UUID> hold(Pipeline pipeline, UUID serverId) {
        return pipeline.listExactly(
                1,
                ServerSql.HOLD,
                (first, statement) -> statement.setObject(first, serverId),
                row -> row.uuid("server_id"));
    }

    static void hint(Pipeline pipeline) {
        pipeline.list(ServerSql.HINT, (first, statement) -> {}, row -> true);
    }

    /** Tells the other servers to look now; they hear of it when the transaction is committed. */
    static void hint(Connection connection) throws SQLException {
        Database.list(connection, ServerSql.HINT, statement -> {}, row -> true);
    }
}
