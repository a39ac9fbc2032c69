package io.orchestrator.core.lineage.jdbc;

import io.orchestrator.core.jdbc.Database;
import io.orchestrator.core.jdbc.Row;
import io.orchestrator.core.lineage.LineageNews;
import io.orchestrator.core.lineage.LineageRows;
import io.orchestrator.core.lineage.Publication;
import io.orchestrator.core.lineage.TaskRun;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessResourceFailureException;

/** Lineage that is to be told, from the rows of datasets in PostgreSQL. */
public final class JdbcLineage implements LineageRows {

    private final Database database;

    /** @param jitter spreads the pauses before a deadlocked transaction is tried again */
    public JdbcLineage(DataSource dataSource, RandomGenerator jitter) {
        this.database = new Database(dataSource, jitter, DataAccessResourceFailureException::new);
    }

    private record Due(Key key, long runKey, int tries) {}

    @Override
    public List<Claimed> claim(int most, Duration lease) {
        return database.inTransaction("take lineage", connection -> {
            List<Due> due = Database.list(
                    connection,
                    LineageSql.CLAIM,
                    statement -> {
                        statement.setInt(1, most);
                        statement.setLong(2, lease.toSeconds());
                    },
                    row -> new Due(
                            new Key(row.uuid("attempt_id"), row.bigint("version_id")),
                            row.bigint("run_key"),
                            row.integer("tries")));
            List<Claimed> claimed = new ArrayList<>();
            for (Due one : due) {
                claimed.add(new Claimed(one.key(), news(connection, one), one.tries()));
            }
            return claimed;
        });
    }

    private static LineageNews news(Connection connection, Due due) throws SQLException {
        return due.key().versionId() == 0
                ? run(connection, due)
                : publication(connection, due.key().versionId());
    }

    private static TaskRun run(Connection connection, Due due) throws SQLException {
        List<TaskRun.Read> reads = Database.list(
                connection,
                LineageSql.SELECT_READS,
                statement -> statement.setObject(1, due.key().attemptId()),
                row -> new TaskRun.Read(row.text("dataset"), row.bigint("number"), row.json("columns")));
        List<TaskRun.Written> writes = new ArrayList<>();
        for (Version version : versions(connection, due)) {
            writes.add(version.written(checks(connection, version.id())));
        }
        return Database.list(
                        connection,
                        LineageSql.SELECT_RUN,
                        statement -> {
                            statement.setLong(1, due.runKey());
                            statement.setObject(2, due.key().attemptId());
                        },
                        row -> run(row, reads, writes))
                .getFirst();
    }

    private static TaskRun run(Row row, List<TaskRun.Read> reads, List<TaskRun.Written> writes) throws SQLException {
        return new TaskRun(
                row.uuid("attempt_id"),
                row.text("dag_id"),
                row.text("run_id"),
                row.text("task_id"),
                row.integer("map_index"),
                row.time("started_at"),
                row.time("ended_at"),
                row.bool("succeeded"),
                row.textOrNull("failure"),
                row.timeOrNull("interval_start"),
                row.timeOrNull("interval_end"),
                reads,
                writes);
    }

    /** A version whose checks are not read yet. */
    private record Version(long id, TaskRun.Written version) {

        TaskRun.Written written(List<TaskRun.Check> checks) {
            return new TaskRun.Written(
                    version.dataset(),
                    version.number(),
                    version.columns(),
                    version.rows(),
                    version.bytes(),
                    version.files(),
                    version.meta(),
                    checks);
        }
    }

    private static List<Version> versions(Connection connection, Due due) throws SQLException {
        return Database.list(
                connection,
                LineageSql.SELECT_WRITES,
                statement -> statement.setObject(1, due.key().attemptId()),
                JdbcLineage::version);
    }

    private static Version version(Row row) throws SQLException {
        return new Version(
                row.bigint("version_id"),
                new TaskRun.Written(
                        row.text("dataset"),
                        row.bigintOrNull("number"),
                        row.json("columns"),
                        row.bigint("rows"),
                        row.bigint("bytes"),
                        row.integer("files"),
                        row.json("meta"),
                        List.of()));
    }

    private static Publication publication(Connection connection, long versionId) throws SQLException {
        List<TaskRun.Check> checks = checks(connection, versionId);
        return Database.list(
                        connection,
                        LineageSql.SELECT_PUBLISHED,
                        statement -> statement.setLong(1, versionId),
                        row -> new Publication(
                                versionId,
                                row.uuid("attempt_id"),
                                row.time("published_at"),
                                row.text("published_by"),
                                row.textOrNull("reason"),
                                version(row).written(checks)))
                .getFirst();
    }

    private static List<TaskRun.Check> checks(Connection connection, long versionId) throws SQLException {
        return Database.list(
                connection,
                LineageSql.SELECT_CHECKS,
                statement -> statement.setLong(1, versionId),
                row -> new TaskRun.Check(row.text("name"), row.bool("passed"), row.json("details")));
    }

    @Override
    public void told(Key key) {
        database.run(
                "note what was told of lineage",
                connection -> Database.update(connection, LineageSql.TOLD, statement -> {
                    statement.setObject(1, key.attemptId());
                    statement.setLong(2, key.versionId());
                }));
    }

    @Override
    public void failed(Key key, String error, Duration pause) {
        database.run(
                "note what was not told of lineage",
                connection -> Database.update(connection, LineageSql.FAILED, statement -> {
                    statement.setString(1, error);
                    statement.setDouble(2, pause.toMillis() / 1000.0);
                    statement.setObject(3, key.attemptId());
                    statement.setLong(4, key.versionId());
                }));
    }

    @Override
    public int forget() {
        return database.run(
                "forget what was told of lineage",
                connection -> Database.update(connection, LineageSql.FORGET, statement -> {}));
    }
}
