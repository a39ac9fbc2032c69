package io.orchestrator.core.jdbc;

import io.orchestrator.protocol.Json;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Rows as one array for each column: the parameters of a statement with {@code unnest}, in the order of its columns.
 *
 * @param <T> what a row is made from
 */
public final class Columns<T> implements Database.Parameters, Pipeline.Binding {

    private record Column(String type, @Nullable Object[] values) {}

    private final List<T> rows;
    private final List<Column> columns = new ArrayList<>();

    private Columns(List<T> rows) {
        this.rows = rows;
    }

    public static <T> Columns<T> of(List<T> rows) {
        return new Columns<>(rows);
    }

    public Columns<T> text(Function<T, @Nullable String> value) {
        return add("text", new String[rows.size()], value);
    }

    public Columns<T> bigint(Function<T, @Nullable Long> value) {
        return add("int8", new Long[rows.size()], value);
    }

    public Columns<T> integer(Function<T, @Nullable Integer> value) {
        return add("int4", new Integer[rows.size()], value);
    }

    public Columns<T> bool(Function<T, @Nullable Boolean> value) {
        return add("bool", new Boolean[rows.size()], value);
    }

    public Columns<T> uuid(Function<T, @Nullable UUID> value) {
        return add("uuid", new UUID[rows.size()], value);
    }

    public Columns<T> bytes(Function<T, byte @Nullable []> value) {
        return add("bytea", new byte[rows.size()][], value);
    }

    /** Bound as bigint[]; {@code instant_of_micros} makes an instant of it. */
    public Columns<T> micros(Function<T, @Nullable Instant> value) {
        return bigint(row -> {
            Instant time = value.apply(row);
            return time == null ? null : Micros.of(time);
        });
    }

    /** Bound as text[]; anything that Jackson writes. */
    public Columns<T> json(Function<T, @Nullable Object> value) {
        return text(row -> {
            Object json = value.apply(row);
            return json == null ? null : Json.MAPPER.writeValueAsString(json);
        });
    }

    private <V> Columns<T> add(String type, @Nullable V[] values, Function<T, @Nullable V> value) {
        Arrays.setAll(values, i -> value.apply(rows.get(i)));
        columns.add(new Column(type, values));
        return this;
    }

    @Override
    public void bind(PreparedStatement statement) throws SQLException {
        bindFrom(1, statement);
    }

    /** Binds the arrays to the parameters from this one on. */
    @Override
    public void bindFrom(int first, PreparedStatement statement) throws SQLException {
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            statement.setArray(first + i, statement.getConnection().createArrayOf(column.type(), column.values()));
        }
    }
}
