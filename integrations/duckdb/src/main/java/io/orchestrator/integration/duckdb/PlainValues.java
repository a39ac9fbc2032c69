package io.orchestrator.integration.duckdb;

import java.math.BigInteger;
import java.sql.Array;
import java.sql.Blob;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Struct;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns what DuckDB returns into texts, numbers, booleans, lists and maps. */
final class PlainValues {

    private static final BigInteger SMALLEST = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger LARGEST = BigInteger.valueOf(Long.MAX_VALUE);

    private PlainValues() {}

    static Map<String, @Nullable Object> row(ResultSet rows) throws SQLException {
        ResultSetMetaData columns = rows.getMetaData();
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            row.put(columns.getColumnName(i), value(rows, columns, i));
        }
        return row;
    }

    static List<@Nullable Object> values(ResultSet rows) throws SQLException {
        ResultSetMetaData columns = rows.getMetaData();
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            values.add(value(rows, columns, i));
        }
        return values;
    }

    private static @Nullable Object value(ResultSet rows, ResultSetMetaData columns, int i) throws SQLException {
        // As a java.sql.Timestamp it would pass through the machine's time zone, in which some times do not exist.
        String type = columns.getColumnTypeName(i);
        if (type.startsWith("TIMESTAMP") && !type.endsWith("ZONE") && !type.endsWith("]")) {
            LocalDateTime time = rows.getObject(i, LocalDateTime.class);
            return time == null ? null : time.toString();
        }
        return plain(rows.getObject(i));
    }

    static @Nullable Object plain(@Nullable Object value) throws SQLException {
        return switch (value) {
            case null -> null;
            case Boolean flag -> flag;
            case Double number when number.isNaN() || number.isInfinite() -> number.toString();
            case Float number when number.isNaN() || number.isInfinite() -> number.toString();
            case Float number -> Double.valueOf(number.toString());
            case Byte number -> number.longValue();
            case Short number -> number.longValue();
            case Integer number -> number.longValue();
            case BigInteger number -> small(number);
            case Number number -> number;
            case Timestamp time -> time.toLocalDateTime().toString();
            case Array array -> list((Object[]) array.getArray());
            case Struct struct -> list(struct.getAttributes());
            case Blob bytes -> bytes.length() + " bytes";
            case Map<?, ?> map -> map(map);
            case List<?> list -> list(list.toArray());
            default -> value.toString();
        };
    }

    private static Number small(BigInteger number) {
        boolean fits = number.compareTo(SMALLEST) >= 0 && number.compareTo(LARGEST) <= 0;
        return fits ? (Number) number.longValue() : number;
    }

    private static List<@Nullable Object> list(@Nullable Object[] values) throws SQLException {
        List<@Nullable Object> list = new ArrayList<>();
        for (Object value : values) {
            list.add(plain(value));
        }
        return list;
    }

    private static Map<String, @Nullable Object> map(Map<?, ?> values) throws SQLException {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : values.entrySet()) {
            map.put(String.valueOf(entry.getKey()), plain(entry.getValue()));
        }
        return map;
    }
}
