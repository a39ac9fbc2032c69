package io.orchestrator.core.log.jdbc;

import io.orchestrator.core.jdbc.Columns;
import io.orchestrator.core.jdbc.Database;
import io.orchestrator.core.log.LogStore;
import io.orchestrator.protocol.worker.LogChunks.Chunk;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessResourceFailureException;

/**
 * Logs of attempts in PostgreSQL, over connections of their own. Any thread may call it; when the database cannot be reached
 * it gets a {@link DataAccessResourceFailureException}.
 */
public final class JdbcLogStore implements LogStore {

    private final Database database;

    /**
     * @param dataSource from {@link io.orchestrator.core.jdbc.StoreDataSources#logs}
     * @param jitter spreads the pauses before a deadlocked statement is tried again
     */
    public JdbcLogStore(DataSource dataSource, RandomGenerator jitter) {
        this.database = new Database(dataSource, jitter, DataAccessResourceFailureException::new);
    }

    @Override
    public void append(List<Chunk> chunks) {
        if (chunks.isEmpty()) {
            return;
        }
        Columns<Chunk> columns = Columns.of(chunks)
                .bigint(Chunk::runKey)
                .uuid(Chunk::attemptId)
                .integer(Chunk::sequence)
                .integer(Chunk::lines)
                .bytes(Chunk::gzip);
        database.run(
                "store logs", connection -> Database.insert(connection, LogSql.INSERT, LogSql.INSERT_NEW, columns));
    }

    @Override
    public List<Chunk> read(long runKey, UUID attemptId, int fromSequence, int limit) {
        return database.run(
                "read a log",
                connection -> Database.list(
                        connection,
                        LogSql.SELECT,
                        statement -> {
                            statement.setLong(1, runKey);
                            statement.setObject(2, attemptId);
                            statement.setInt(3, fromSequence);
                            statement.setInt(4, limit);
                        },
                        row -> new Chunk(
                                row.bigint("run_key"),
                                row.uuid("attempt_id"),
                                row.integer("sequence"),
                                row.integer("lines"),
                                row.bytes("gzip"))));
    }

    @Override
    public List<Piece> pieces(long runKey, UUID attemptId) {
        return database.run(
                "read how long a log is",
                connection -> Database.list(
                        connection,
                        LogSql.PIECES,
                        statement -> {
                            statement.setLong(1, runKey);
                            statement.setObject(2, attemptId);
                        },
                        row -> new Piece(row.integer("sequence"), row.integer("lines"))));
    }
}
