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
 */
public final class Pipeline {

    private final StringBuilder sql = new StringBuilder();
    private final List<Step<?>> steps = new ArrayList<>();
    private int parameters;

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

    private <T> Step<T> add(String statement, Step<T> step) {
        sql.append(sql.isEmpty() ? "" : ";\n").append(statement);
        parameters += (int) statement.chars().filter(c -> c == '?').count();
        steps.add(step);
        return step;
    }

    /** Executes all statements in the order in which they were added. */
    public void execute(Connection connection) throws SQLException {
        if (steps.isEmpty()) {
            return;
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
