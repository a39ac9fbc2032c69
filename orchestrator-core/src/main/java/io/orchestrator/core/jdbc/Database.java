package io.orchestrator.core.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.postgresql.PGStatement;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.jdbc.support.SQLStateSQLExceptionTranslator;

/**
 * PostgreSQL behind a data source, with one way to treat errors.
 *
 * <p>What the same try can mend (deadlocks, serialization failures) is tried again up to five times. Then, and when the
 * database cannot be reached, is too slow, or the outcome of a commit is unknown, callers get the exception that they chose
 * for that. Everything else is the fault of the data or of us and reaches them as Spring's {@link DataAccessException}.
 */
public final class Database {

    private static final int TRIES = 5;
    private static final long FIRST_PAUSE_MILLIS = 4;

    private final DataSource dataSource;
    private final RandomGenerator jitter;
    private final Unavailable unavailable;
    private final SQLStateSQLExceptionTranslator translator = new SQLStateSQLExceptionTranslator();

    /**
     * @param dataSource from {@link StoreDataSources}: its connections commit by themselves
     * @param jitter spreads the pauses between tries
     * @param unavailable what to throw when the database cannot be reached
     */
    public Database(DataSource dataSource, RandomGenerator jitter, Unavailable unavailable) {
        this.dataSource = dataSource;
        this.jitter = jitter;
        this.unavailable = unavailable;
    }

    /** Makes the exception that says that the database cannot be reached now. */
    @FunctionalInterface
    public interface Unavailable {
        RuntimeException because(String message, Throwable cause);
    }

    /** What is done with a connection; it may be called again after it failed. */
    @FunctionalInterface
    public interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /** Sets the parameters of a statement. */
    @FunctionalInterface
    public interface Parameters {
        void bind(PreparedStatement statement) throws SQLException;
    }

    /** Reads one row. */
    @FunctionalInterface
    public interface RowReader<T> {
        T read(Row row) throws SQLException;
    }

    /**
     * Runs work whose statements each commit by themselves: one round trip less than a transaction.
     *
     * @param task what for, in words for an error message: {@code read the schedules}
     */
    public <T> T run(String task, Work<T> work) {
        return tryAgain(task, connection -> work.on(connection));
    }

    /** Runs work in a transaction; work that has rolled back by itself may still give a result. */
    public <T> T inTransaction(String task, Work<T> work) {
        return tryAgain(task, connection -> transaction(connection, work));
    }

    /** All rows of a query. */
    public static <T> List<T> list(Connection connection, String sql, Parameters parameters, RowReader<T> reader)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            parameters.bind(statement);
            try (ResultSet result = statement.executeQuery()) {
                List<T> rows = new ArrayList<>();
                Row row = new Row(result);
                while (result.next()) {
                    rows.add(reader.read(row));
                }
                return rows;
            }
        }
    }

    /** The first row of a query, if it has one. */
    public static <T> Optional<T> find(Connection connection, String sql, Parameters parameters, RowReader<T> reader)
            throws SQLException {
        return list(connection, sql, parameters, reader).stream().findFirst();
    }

    /**
     * All rows of a query that is planned anew each time. For a rare search through one of several indexes that begin with the
     * same column: a plan that was made while the table was empty may have taken the wrong one, and would stay.
     */
    public static <T> List<T> search(Connection connection, String sql, Parameters parameters, RowReader<T> reader)
            throws SQLException {
        return list(
                connection,
                sql,
                statement -> {
                    statement.unwrap(PGStatement.class).setPrepareThreshold(0);
                    parameters.bind(statement);
                },
                reader);
    }

    /** Executes a statement that returns no rows, and says how many rows it wrote. */
    public static int update(Connection connection, String sql, Parameters parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            parameters.bind(statement);
            return statement.executeUpdate();
        }
    }

    /**
     * Inserts rows of which some may be there already, which is rare: looking for them beforehand costs each insert a third more.
     *
     * @param plain fails where a row is there
     * @param careful leaves such a row out
     * @return how many rows were inserted
     */
    public static int insert(Connection connection, String plain, String careful, Parameters parameters)
            throws SQLException {
        try {
            return update(connection, plain, parameters);
        } catch (SQLException failure) {
            if (!SqlStates.isTaken(failure)) {
                throw failure;
            }
            return update(connection, careful, parameters);
        }
    }

    private <T> T tryAgain(String task, Work<T> work) {
        for (int tried = 1; ; tried++) {
            try (Connection connection = connect(task)) {
                return work.on(connection);
            } catch (SQLException failure) {
                if (!SqlStates.mayBeTriedAgain(failure)) {
                    throw translate(task, failure);
                }
                if (tried == TRIES) {
                    throw unavailable.because(
                            "The database could not %s: %d tries failed, the last with: %s"
                                    .formatted(task, TRIES, failure.getMessage()),
                            failure);
                }
                pause(task, tried);
            }
        }
    }

    private Connection connect(String task) {
        try {
            return dataSource.getConnection();
        } catch (SQLException failure) {
            throw unavailable.because(
                    "Could not %s: no connection to the database (%s). It is tried again; check that PostgreSQL runs."
                            .formatted(task, failure.getMessage()),
                    failure);
        }
    }

    private static <T> T transaction(Connection connection, Work<T> work) throws SQLException {
        connection.setAutoCommit(false);
        try {
            T result = work.on(connection);
            connection.commit();
            return result;
        } catch (SQLException | RuntimeException failure) {
            rollBack(connection, failure);
            throw failure;
        }
    }

    private static void rollBack(Connection connection, Exception failure) {
        try {
            connection.rollback();
        } catch (SQLException lost) {
            failure.addSuppressed(lost);
        }
    }

    private RuntimeException translate(String task, SQLException failure) {
        if (SqlStates.isUnavailable(failure)) {
            return unavailable.because("The database could not %s: %s".formatted(task, failure.getMessage()), failure);
        }
        DataAccessException translated = translator.translate(task, null, failure);
        return translated == null ? new UncategorizedSQLException(task, null, failure) : translated;
    }

    private void pause(String task, int tried) {
        try {
            Thread.sleep(jitter.nextLong(FIRST_PAUSE_MILLIS << tried));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw unavailable.because("Interrupted while the database was to %s again.".formatted(task), interrupted);
        }
    }
}
