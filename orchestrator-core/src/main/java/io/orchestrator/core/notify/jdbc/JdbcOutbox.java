package io.orchestrator.core.notify.jdbc;

import io.orchestrator.core.audit.jdbc.AuditLog;
import io.orchestrator.core.jdbc.Database;
import io.orchestrator.core.jdbc.Row;
import io.orchestrator.core.notify.Notice;
import io.orchestrator.core.notify.Outbox;
import io.orchestrator.protocol.graph.NoticeKind;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessResourceFailureException;

/** The outbox in PostgreSQL. */
public final class JdbcOutbox implements Outbox {

    private static final int LONGEST_ERROR = 1_000;

    private final Database database;
    private final AuditLog audit;

    /** @param jitter spreads the pauses before a deadlocked statement is tried again */
    public JdbcOutbox(DataSource dataSource, AuditLog audit, RandomGenerator jitter) {
        this.database = new Database(dataSource, jitter, DataAccessResourceFailureException::new);
        this.audit = audit;
    }

    @Override
    public List<Claimed> claim(Collection<String> without, int most, Duration lease) {
        return database.run(
                "take notifications",
                connection -> Database.list(
                        connection,
                        NoticeSql.CLAIM,
                        statement -> {
                            statement.setDouble(1, seconds(lease));
                            statement.setArray(2, connection.createArrayOf("text", without.toArray()));
                            statement.setInt(3, most);
                        },
                        JdbcOutbox::claimed));
    }

    private static Claimed claimed(Row row) throws SQLException {
        Notice notice = new Notice(
                row.uuid("id"),
                row.time("at"),
                NoticeKind.of(row.text("kind")),
                row.text("channel"),
                row.textOrNull("dag_id"),
                row.textOrNull("run_id"),
                row.textOrNull("task_id"),
                row.integer("map_index"),
                row.text("title"),
                row.json("detail"));
        return new Claimed(notice, row.integer("tries"));
    }

    @Override
    public void delivered(Claimed claimed) {
        database.run(
                "mark a notification as delivered",
                connection -> Database.update(connection, NoticeSql.DELIVERED, statement -> {
                    statement.setObject(1, claimed.notice().id());
                    statement.setInt(2, claimed.tries());
                }));
    }

    @Override
    public void failed(Claimed claimed, String error, Duration pause) {
        failed(claimed, error, "pending", pause);
    }

    @Override
    public void dead(Claimed claimed, String error) {
        failed(claimed, error, "dead", Duration.ZERO);
    }

    private void failed(Claimed claimed, String error, String state, Duration pause) {
        database.run(
                "mark a notification as failed",
                connection -> Database.update(connection, NoticeSql.FAILED, statement -> {
                    statement.setString(1, error.substring(0, Math.min(error.length(), LONGEST_ERROR)));
                    statement.setString(2, state);
                    statement.setDouble(3, seconds(pause));
                    statement.setObject(4, claimed.notice().id());
                    statement.setInt(5, claimed.tries());
                }));
    }

    @Override
    public boolean redeliver(UUID id, String actor) {
        return database.inTransaction("deliver a notification again", connection -> {
            boolean there =
                    Database.update(connection, NoticeSql.REDELIVER, statement -> statement.setObject(1, id)) > 0;
            if (there) {
                audit.add(connection, actor, "notification.redeliver", Map.of("id", id.toString()));
            }
            return there;
        });
    }

    @Override
    public int forget(Duration age) {
        return database.run(
                "delete old notifications",
                connection -> Database.update(
                        connection, NoticeSql.FORGET, statement -> statement.setDouble(1, seconds(age))));
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
