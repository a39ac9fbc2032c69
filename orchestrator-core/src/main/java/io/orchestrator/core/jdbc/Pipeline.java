package io.orchestrator.core.jdbc;

import io.orchestrator.core.jdbc.Database.RowReader;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Statements that go to the database together and come back together: one round trip, whatever their number. The driver sends
 * them as one text, so each combination is prepared once.
 *
 * <p>A pipeline that {@linkplain #committing commits} leaves the judgement of how many rows there must be to the database, so that
 * the commit can go with the statements; in any other one the caller judges before it commits.
 */
public final class Pipeline {

    /** What {@code expect_rows} raises. */
    private static final String UNEXPECTED = "OR001";

    private final boolean commits;
    private final StringBuilder sql = new StringBuilder();
    private final List<Step<?>> steps = new ArrayList<>();
    private int parameters;

    private Pipeline(boolean commits) {
        this.commits = commits;
    }

    /** A pipeline after which the caller commits. */
    public static Pipeline open() {
        return new Pipeline(false);
    }

    /** A pipeline that ends with the commit; it fails where there are not as many rows as expected. */
    public static Pipeline committing() {
        return new Pipeline(true);
    }

    /** Whether a pipeline that commits failed because rows were not as expected. Nothing was written then. */
    public static boolean foundUnexpected(SQLException failure) {
        return UNEXPECTED.equals(failure.getSQLState()) || SqlStates.isTaken(failure);
    }

    /** Whether it ends with the commit. */
    public boolean commits() {
        return commits;
    }

    /** Sets the parameters of one of several statements. */
    @FunctionalInterface
    public interface Binding {
        /** @param first the number of the statement's first parameter */
        void bindFrom(int first, PreparedStatement statement) throws SQLException;
    }

    /** One statement, and what came of it once the pipeline was executed. */
    public static final class Step<T> {
        private final int first;
        private final Binding binding;
        private final @Nullable RowReader<T> reader;
        private final List<T> rows = new ArrayList<>();
        private int count;

        private Step(int first, Binding binding, @Nullable RowReader<T> reader) {
            this.first = first;
            this.binding = binding;
            this.reader = reader;
        }

        /** The rows that it returned. */
        public List<T> rows() {
            return rows;
        }

        /** How many rows it wrote. */
        public int count() {
            return count;
        }

        private void take(PreparedStatement statement) throws SQLException {
            count = Math.max(0, statement.getUpdateCount());
            try (ResultSet result = statement.getResultSet()) {
                if (result != null && reader != null) {
                    Row row = new Row(result);
                    while (result.next()) {
                        rows.add(reader.read(row));
                    }
                }
            }
        }
    }

    /** Adds a statement that returns no rows. */
    public Step<Void> update(String statement, Binding binding) {
        return add(statement, new Step<>(parameters + 1, binding, null));
    }

    /** Adds a statement that returns rows. */
    public <T> Step<T> list(String statement, Binding binding, RowReader<T> reader) {
        return add(statement, new Step<>(parameters + 1, binding, reader));
    }

    /** Adds a statement that must write so many rows. One that commits counts no rows for the caller. */
    public Step<Void> updateExactly(int rows, String statement, Binding binding) {
        return commits ? expect(rows, statement + "\nRETURNING true", binding, null) : update(statement, binding);
    }

    /** Adds a statement that must return so many rows. One that commits gives none to the caller. */
    public <T> Step<T> listExactly(int rows, String statement, Binding binding, RowReader<T> reader) {
        return commits ? expect(rows, statement, binding, null) : list(statement, binding, reader);
    }

    private <T> Step<T> expect(int rows, String statement, Binding binding, @Nullable RowReader<T> reader) {
        int own = parametersOf(statement);
        return add(
                "WITH rows AS (" + statement + ")\nSELECT expect_rows(count(*), ?) FROM rows",
                new Step<>(
                        parameters + 1,
                        (first, bound) -> {
                            binding.bindFrom(first, bound);
                            bound.setLong(first + own, rows);
                        },
                        reader));
    }

    private <T> Step<T> add(String statement, Step<T> step) {
        sql.append(sql.isEmpty() ? "" : ";\n").append(statement);
        parameters += parametersOf(statement);
        steps.add(step);
        return step;
    }

    private static int parametersOf(String statement) {
        return (int) statement.chars().filter(c -> c == '?').count();
    }

    /** Executes all statements in the order in which they were added. */
    public void execute(Connection connection) throws SQLException {
        if (steps.isEmpty()) {
            return;
        }
        if (commits) {
            update("COMMIT", (first, statement) -> {});
        }
        try (PreparedStatement statement = connection.prepareStatement(sql.toString())) {
            for (Step<?> step : steps) {
                step.binding.bindFrom(step.first, statement);
            }
            statement.execute();
            for (Step<?> step : steps) {
                step.take(statement);
                statement.getMoreResults();
            }
        }
    }
}
