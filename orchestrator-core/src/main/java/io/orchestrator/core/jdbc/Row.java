package io.orchestrator.core.jdbc;

import io.orchestrator.protocol.Json;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The current row of a result, in our types. What is not {@code ...OrNull} must not be null in the row. */
public final class Row {

    private final ResultSet result;

    public Row(ResultSet result) {
        this.result = result;
    }

    public String text(String column) throws SQLException {
        return present(column, textOrNull(column));
    }

    public @Nullable String textOrNull(String column) throws SQLException {
        return result.getString(column);
    }

    public long bigint(String column) throws SQLException {
        return result.getLong(column);
    }

    public @Nullable Long bigintOrNull(String column) throws SQLException {
        return result.getObject(column, Long.class);
    }

    public int integer(String column) throws SQLException {
        return result.getInt(column);
    }

    public @Nullable Integer integerOrNull(String column) throws SQLException {
        int value = result.getInt(column);
        return result.wasNull() ? null : value;
    }

    public boolean bool(String column) throws SQLException {
        return result.getBoolean(column);
    }

    public byte[] bytes(String column) throws SQLException {
        return present(column, result.getBytes(column));
    }

    public UUID uuid(String column) throws SQLException {
        return present(column, uuidOrNull(column));
    }

    public @Nullable UUID uuidOrNull(String column) throws SQLException {
        return result.getObject(column, UUID.class);
    }

    public Instant time(String column) throws SQLException {
        return present(column, timeOrNull(column));
    }

    public @Nullable Instant timeOrNull(String column) throws SQLException {
        OffsetDateTime time = result.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    /** A column of the type {@code timestamptz[]}. */
    public List<Instant> times(String column) throws SQLException {
        Array array = present(column, result.getArray(column));
        return Arrays.stream((Timestamp[]) array.getArray())
                .map(Timestamp::toInstant)
                .toList();
    }

    public JsonNode json(String column) throws SQLException {
        return Json.MAPPER.readTree(text(column));
    }

    public <V> V json(String column, Class<V> type) throws SQLException {
        return Json.MAPPER.readValue(text(column), type);
    }

    public <V> @Nullable V jsonOrNull(String column, Class<V> type) throws SQLException {
        String json = textOrNull(column);
        return json == null ? null : Json.MAPPER.readValue(json, type);
    }

    public List<String> texts(String column) throws SQLException {
        Array array = present(column, result.getArray(column));
        return List.of((String[]) array.getArray());
    }

    private static <V> V present(String column, @Nullable V value) {
        if (value == null) {
            throw new IllegalStateException(
                    "Column %s is null, but the schema says it never is; check the migrations.".formatted(column));
        }
        return value;
    }
}
