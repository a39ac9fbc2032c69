package io.orchestrator.sdk.ingest;

import io.orchestrator.sdk.DatasetVersion;
import io.orchestrator.sdk.NoRetryException;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The columns of a result, and its values as plain ones. */
final class JdbcColumns {

    private final List<DatasetVersion.Column> all = new ArrayList<>();
    private final List<Integer> types = new ArrayList<>();

    /** @throws NoRetryException if two have one name */
    JdbcColumns(ResultSetMetaData result) throws SQLException {
        Set<String> names = new HashSet<>();
        for (int i = 1; i <= result.getColumnCount(); i++) {
            String name = result.getColumnLabel(i);
            if (!names.add(name)) {
                throw new NoRetryException(
                        "the result has two columns named '" + name + "'; name one otherwise with AS");
            }
            String type = result.getColumnTypeName(i);
            all.add(new DatasetVersion.Column(name, type, result.isNullable(i) != ResultSetMetaData.columnNoNulls));
            types.add(type(result.getColumnType(i), type));
        }
    }

    /** Some drivers call a timestamp so whether it has a zone or not. */
    private static int type(int type, String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        boolean zoned = lower.endsWith("tz") || lower.contains("with time zone");
        return type == Types.TIMESTAMP && zoned ? Types.TIMESTAMP_WITH_TIMEZONE : type;
    }

    List<DatasetVersion.Column> all() {
        return all;
    }

    List<String> names() {
        return all.stream().map(DatasetVersion.Column::name).toList();
    }

    int indexOf(String name) {
        int index = names().indexOf(name);
        if (index < 0) {
            throw new NoRetryException("the result has no column '" + name + "'; it has " + names());
        }
        return index;
    }

    List<@Nullable Object> values(ResultSet row) throws SQLException {
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 1; i <= all.size(); i++) {
            values.add(value(row, i));
        }
        return values;
    }

    private @Nullable Object value(ResultSet row, int i) throws SQLException {
        if (row.getObject(i) == null) {
            return null;
        }
        return switch (types.get(i - 1)) {
            case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT -> row.getLong(i);
            case Types.NUMERIC, Types.DECIMAL -> row.getBigDecimal(i);
            case Types.REAL, Types.FLOAT, Types.DOUBLE -> decimal(row.getDouble(i));
            case Types.BOOLEAN -> row.getBoolean(i);
            // PostgreSQL calls a boolean a bit.
            case Types.BIT -> row.getObject(i) instanceof Boolean bool ? bool : row.getString(i);
            case Types.TIMESTAMP_WITH_TIMEZONE -> row.getObject(i, OffsetDateTime.class);
            case Types.TIMESTAMP -> row.getObject(i, LocalDateTime.class);
            case Types.DATE -> row.getObject(i, LocalDate.class);
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB ->
                Base64.getEncoder().encodeToString(row.getBytes(i));
            default -> row.getString(i);
        };
    }

    /** JSON has neither NaN nor infinity. */
    private static Object decimal(double value) {
        return Double.isFinite(value) ? (Object) value : String.valueOf(value);
    }
}
