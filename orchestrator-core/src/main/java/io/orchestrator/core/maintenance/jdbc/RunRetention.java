package io.orchestrator.core.maintenance.jdbc;

import io.orchestrator.core.jdbc.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessResourceFailureException;

/**
 * Takes away runs that are older than a date, with all that lies below them: a window of 30 days at a time, as a whole, so that
 * it costs the same however many they are. A window in which a run has not ended stays. Runs that somebody holds, and the newest
 * of each DAG, are moved aside first.
 */
public final class RunRetention {

    private static final int EVENTS_AT_ONCE = 5_000;

    private final Database database;

    /** @param jitter spreads the pauses before a deadlocked statement is tried again */
    public RunRetention(DataSource dataSource, RandomGenerator jitter) {
        this.database = new Database(dataSource, jitter, DataAccessResourceFailureException::new);
    }

    /**
     * 30 days of runs.
     *
     * @param runs how many there are
     * @param kept how many of them stay
     * @param open some have not ended, so that all stay
     */
    public record Window(LocalDate from, long runs, long kept, boolean open) {

        /** Exclusive. */
        public LocalDate until() {
            return from.plusDays(RunPartitions.DAYS);
        }

        /** Whether anything of it would go. */
        public boolean isDue() {
            return !open && kept < runs;
        }
    }

    /** The windows that end by this date and have runs, oldest first. */
    public List<Window> windows(LocalDate before) {
        return database
                .run(
                        "look for old runs",
                        connection -> Database.list(
                                connection,
                                RetentionSql.WINDOWS,
                                statement -> statement.setLong(1, RunPartitions.firstKey(before)),
                                row -> new Window(
                                        LocalDate.ofEpochDay(row.bigint("first_day")),
                                        row.bigint("runs"),
                                        row.bigint("kept"),
                                        row.bool("open"))))
                .stream()
                .filter(window -> !window.until().isAfter(before))
                .toList();
    }

    /**
     * Takes away what may go of a window, in one transaction. Engines wait meanwhile, a second or two.
     *
     * @param actor who wants it, for the audit log
     * @return how many runs went; 0 also if a run has not ended after all
     * @throws org.springframework.dao.DataAccessException if it could not be done now: nothing has changed
     */
    public long drop(Window window, String actor) {
        return database.inTransaction("drop old runs", connection -> drop(connection, window, actor));
    }

    /**
     * Takes away events of assets that are older than a date, but for those that a run has taken which is still there, or that
     * wait for one, and the newest of each asset. Some thousand in each transaction, so that nobody waits for it.
     *
     * @return how many went
     */
    public long dropAssetEvents(LocalDate before) {
        long gone = 0;
        int went;
        do {
            went = database.inTransaction(
                    "drop old events of assets",
                    connection -> Database.update(connection, RetentionSql.DELETE_EVENTS, statement -> {
                        statement.setObject(1, before.atStartOfDay().atOffset(ZoneOffset.UTC));
                        statement.setInt(2, EVENTS_AT_ONCE);
                    }));
            gone += went;
        } while (went == EVENTS_AT_ONCE);
        return gone;
    }

    private static long drop(Connection connection, Window window, String actor) throws SQLException {
        Database.update(connection, PartitionSql.WAIT_BRIEFLY, statement -> {});
        Database.list(connection, RetentionSql.LOCK, statement -> {}, row -> "");
        Database.update(connection, RetentionSql.LOCK_TABLES, statement -> {});
        boolean open = Database.list(
                        connection, RetentionSql.OPEN, statement -> range(statement, window), row -> row.bool("open"))
                .getFirst();
        if (open) {
            return 0;
        }
        Long[] kept = Database.list(
                        connection,
                        RetentionSql.KEPT_KEYS,
                        statement -> range(statement, window),
                        row -> row.bigint("run_key"))
                .toArray(Long[]::new);
        int gone = Database.update(connection, RetentionSql.DELETE_RUNS, statement -> {
            range(statement, window);
            statement.setArray(3, connection.createArrayOf("bigint", kept));
        });
        Database.update(connection, RetentionSql.DELETE_TAKEN, statement -> {
            range(statement, window);
            statement.setArray(3, connection.createArrayOf("bigint", kept));
        });
        for (String table : RetentionSql.TABLES) {
            dropBelow(connection, window, table, kept);
        }
        Database.update(connection, RetentionSql.NOTE, statement -> {
            statement.setString(1, actor);
            statement.setString(2, window.from().toString());
            statement.setString(3, window.until().toString());
            statement.setLong(4, gone);
            statement.setLong(5, kept.length);
        });
        return gone;
    }

    private static void dropBelow(Connection connection, Window window, String table, Long[] kept) throws SQLException {
        String suffix = window.from().format(DateTimeFormatter.BASIC_ISO_DATE);
        boolean partition = Database.list(
                        connection,
                        RetentionSql.IS_PARTITION,
                        statement -> statement.setString(1, table + "_" + suffix),
                        row -> row.bool("there"))
                .getFirst();
        if (!partition) {
            Database.update(connection, RetentionSql.deleteRows(table), statement -> {
                range(statement, window);
                statement.setArray(3, connection.createArrayOf("bigint", kept));
            });
            return;
        }
        Database.update(connection, RetentionSql.detach(table, suffix), statement -> {});
        if (kept.length > 0) {
            Database.update(
                    connection,
                    RetentionSql.keep(table, suffix),
                    statement -> statement.setArray(1, connection.createArrayOf("bigint", kept)));
        }
        Database.update(connection, RetentionSql.drop(table, suffix), statement -> {});
    }

    private static void range(PreparedStatement statement, Window window) throws SQLException {
        statement.setLong(1, RunPartitions.firstKey(window.from()));
        statement.setLong(2, RunPartitions.firstKey(window.until()));
    }
}
