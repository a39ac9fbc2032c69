package io.orchestrator.sdk.ingest;

import io.orchestrator.sdk.NoRetryException;
import io.orchestrator.sdk.Staging;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one query of a database gives, as lines of JSON or CSV in a version. */
public final class JdbcIngest {

    private static final String KEY = "jdbc";
    private static final int ROWS_AT_ONCE = 1_000;

    private final Connection connection;
    private final String query;
    private @Nullable String column;
    private @Nullable Object first;
    private boolean csv;

    JdbcIngest(Connection connection, String query) {
        this.connection = connection;
        this.query = query;
    }

    /**
     * Reads only what is new: the query has one {@code ?}, as in {@code where id > ?}, which is the greatest value of a column that the
     * version before has. Rows that are committed later with a smaller or the same value are not seen; use a column that grows in the
     * order of the commits, or let the query leave out what is too young.
     *
     * @param column of the result, a number, text, date or timestamp
     * @param first what the ? is if no version says
     */
    public JdbcIngest watermark(String column, Object first) {
        this.column = column;
        this.first = first;
        return this;
    }

    /** Writes CSV with a line of names instead of JSON; null is nothing, an empty text two quotation marks. */
    public JdbcIngest csv() {
        this.csv = true;
        return this;
    }

    /**
     * Reads it in one transaction and says rows, columns and the new watermark. No rows: the staging is discarded.
     *
     * @return how many rows there were
     * @throws NoRetryException if the dataset does not append although there is a watermark, or the result has no such column
     * @throws SQLException as the database says it
     */
    public long into(Staging staging) throws SQLException, IOException {
        if (column != null && !staging.dataset().isAppendOnly()) {
            throw new NoRetryException("dataset '" + staging.dataset().name()
                    + "' does not append, so a version that has only what is new would lose the rest; make it"
                    + " appendOnly(), or read without a watermark");
        }
        boolean committing = connection.getAutoCommit();
        // Else some drivers keep the whole result in memory.
        connection.setAutoCommit(false);
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setFetchSize(ROWS_AT_ONCE);
            if (column != null) {
                statement.setObject(1, before(staging).value());
            }
            try (ResultSet rows = statement.executeQuery()) {
                return write(rows, staging);
            }
        } finally {
            end(committing);
        }
    }

    private void end(boolean committing) {
        try {
            connection.rollback();
            connection.setAutoCommit(committing);
        } catch (SQLException e) {
            // The connection is gone. If rows are missing, reading them has said so.
        }
    }

    private Watermark before(Staging staging) {
        Map<?, ?> known = Ingest.meta(staging, KEY);
        if (!known.isEmpty()) {
            return Watermark.of(known);
        }
        if (first == null) {
            throw new NoRetryException(
                    "no version says up to where '" + column + "' was read, and no first value is set");
        }
        return new Watermark(first);
    }

    private long write(ResultSet rows, Staging staging) throws SQLException, IOException {
        JdbcColumns columns = new JdbcColumns(rows.getMetaData());
        int marked = column == null ? -1 : columns.indexOf(column);
        Path file = staging.file(Ingest.numbered(staging, csv ? "rows.csv" : "rows.jsonl"));
        long count = 0;
        Watermark greatest = null;
        try (BufferedWriter to = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            RowLines lines = csv ? RowLines.csv(columns.names()) : RowLines.json(columns.names());
            to.write(lines.head());
            while (rows.next()) {
                count++;
                var values = columns.values(rows);
                if (marked >= 0) {
                    Object value = values.get(marked);
                    if (value == null) {
                        throw new NoRetryException("row " + count + " of the result has no '" + column
                                + "', by which what is new is known; leave such rows out in the query");
                    }
                    greatest = new Watermark(value).orGreater(greatest);
                }
                to.write(lines.line(values));
            }
        }
        if (count == 0) {
            Files.delete(file);
            staging.discard();
            return 0;
        }
        staging.rows(count);
        staging.columns(columns.all());
        if (greatest != null) {
            staging.meta(KEY, greatest.meta());
        }
        return count;
    }
}
