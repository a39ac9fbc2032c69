package io.orchestrator.integration.duckdb.feature;

import io.orchestrator.integration.duckdb.Sql;
import java.lang.reflect.RecordComponent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import org.duckdb.DuckDBAppender;
import org.jspecify.annotations.Nullable;

/**
 * A component of a record, as a column.
 *
 * @param primitive whether there is always a value
 */
record Field(String name, Kind kind, boolean primitive) {

    private static final long MICROS = 1_000_000;

    /** What a component may be, and the column's type. */
    enum Kind {
        TEXT("VARCHAR"),
        WHOLE("INTEGER"),
        LONG("BIGINT"),
        FLOAT("FLOAT"),
        DOUBLE("DOUBLE"),
        FLAG("BOOLEAN"),
        TIME("TIMESTAMP"),
        DAY("DATE");

        private final String type;

        Kind(String type) {
            this.type = type;
        }
    }

    static Field of(Class<?> owner, RecordComponent component) {
        Class<?> type = component.getType();
        return new Field(component.getName(), kind(owner, component.getName(), type), type.isPrimitive());
    }

    private static Kind kind(Class<?> owner, String name, Class<?> type) {
        if (type == String.class) {
            return Kind.TEXT;
        } else if (type == int.class || type == Integer.class) {
            return Kind.WHOLE;
        } else if (type == long.class || type == Long.class) {
            return Kind.LONG;
        } else if (type == float.class || type == Float.class) {
            return Kind.FLOAT;
        } else if (type == double.class || type == Double.class) {
            return Kind.DOUBLE;
        } else if (type == boolean.class || type == Boolean.class) {
            return Kind.FLAG;
        } else if (type == Instant.class) {
            return Kind.TIME;
        } else if (type == LocalDate.class) {
            return Kind.DAY;
        }
        throw new IllegalArgumentException(
                "component '" + name + "' of " + owner.getSimpleName() + " is a " + type.getSimpleName()
                        + "; a record of features may have String, int, long, float, double, boolean, their boxes, Instant and LocalDate");
    }

    String column() {
        return Sql.name(name) + " " + kind.type;
    }

    /** Reads the column; a time as microseconds, which no time zone can change. */
    String select() {
        return kind == Kind.TIME ? "epoch_us(" + Sql.name(name) + "::TIMESTAMP)" : Sql.name(name) + "::" + kind.type;
    }

    @Nullable
    Object read(ResultSet row, int index) throws SQLException {
        Object value = switch (kind) {
            case TEXT -> row.getString(index);
            case WHOLE -> row.getInt(index);
            case LONG -> row.getLong(index);
            case FLOAT -> row.getFloat(index);
            case DOUBLE -> row.getDouble(index);
            case FLAG -> row.getBoolean(index);
            case TIME -> time(row.getLong(index));
            case DAY -> row.getObject(index, LocalDate.class);
        };
        return row.wasNull() ? null : value;
    }

    static Instant time(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    static long micros(Instant time) {
        return Math.addExact(Math.multiplyExact(time.getEpochSecond(), MICROS), time.getNano() / 1000);
    }

    void append(DuckDBAppender appender, @Nullable Object value) throws SQLException {
        switch (value) {
            case null -> appender.appendNull();
            case String text -> appender.append(text);
            case Integer number -> appender.append(number.intValue());
            case Long number -> appender.append(number.longValue());
            case Float number -> appender.append(number.floatValue());
            case Double number -> appender.append(number.doubleValue());
            case Boolean flag -> appender.append(flag.booleanValue());
            case Instant time -> appender.appendEpochMicros(micros(time));
            case LocalDate day -> appender.append(day);
            default -> throw new IllegalStateException("no column for " + value);
        }
    }

    /** As JSON can say it: what is no number there, becomes a text. */
    @Nullable
    Object toPlain(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Double number when !Double.isFinite(number) -> number.toString();
            case Float number when !Float.isFinite(number) -> number.toString();
            case Float number -> Double.valueOf(number.doubleValue());
            case Integer number -> Long.valueOf(number.longValue());
            case Instant time -> time.toString();
            case LocalDate day -> day.toString();
            default -> value;
        };
    }

    /** Out of what {@link #toPlain} gave; a whole number may have become another kind of number on its way through JSON. */
    @Nullable
    Object ofPlain(@Nullable Object value) {
        if (value == null) {
            return null;
        }
        return switch (kind) {
            case TEXT -> value.toString();
            case WHOLE -> ((Number) value).intValue();
            case LONG -> ((Number) value).longValue();
            case FLOAT -> value instanceof Number number ? number.floatValue() : Float.parseFloat(value.toString());
            case DOUBLE -> value instanceof Number number ? number.doubleValue() : Double.parseDouble(value.toString());
            case FLAG -> value;
            case TIME -> Instant.parse(value.toString());
            case DAY -> LocalDate.parse(value.toString());
        };
    }
}
