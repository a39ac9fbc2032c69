package io.orchestrator.integration.duckdb.feature;

import io.orchestrator.integration.duckdb.DuckDb;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.jspecify.annotations.Nullable;

/** Records as rows of a table whose columns have the names of their components. */
final class Rows<R extends Record> {

    private final Class<R> type;
    private final List<Field> fields;
    private final List<Method> accessors;
    private final Constructor<R> constructor;

    private Rows(Class<R> type, List<Field> fields, List<Method> accessors, Constructor<R> constructor) {
        this.type = type;
        this.fields = fields;
        this.accessors = accessors;
        this.constructor = constructor;
    }

    static <R extends Record> Rows<R> of(Class<R> type) {
        RecordComponent[] components = type.getRecordComponents();
        List<Field> fields = Arrays.stream(components)
                .map(component -> Field.of(type, component))
                .toList();
        List<Method> accessors =
                Arrays.stream(components).map(RecordComponent::getAccessor).toList();
        try {
            Constructor<R> constructor = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            accessors.forEach(accessor -> accessor.setAccessible(true));
            return new Rows<>(type, fields, accessors, constructor);
        } catch (NoSuchMethodException e) {
            throw new IllegalArgumentException(type.getName() + " is no record", e);
        }
    }

    List<Field> fields() {
        return fields;
    }

    /** Refuses a name that no component has. */
    Field field(String name) {
        return fields.stream()
                .filter(field -> field.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(type.getSimpleName() + " has no component '" + name
                        + "'; it has " + fields.stream().map(Field::name).toList()));
    }

    @Nullable
    Object value(R row, String name) {
        return value(row, fields.indexOf(field(name)));
    }

    private @Nullable Object value(R row, int index) {
        try {
            return accessors.get(index).invoke(row);
        } catch (InvocationTargetException | IllegalAccessException e) {
            throw new IllegalStateException(
                    "component '" + fields.get(index).name() + "' of " + type.getSimpleName() + " cannot be read: "
                            + e.getCause(),
                    e);
        }
    }

    /** The same record as tables and JSON can hold it: times in microseconds, and one kind of NaN. */
    R rounded(R row) {
        boolean changed = false;
        @Nullable Object[] values = new Object[fields.size()];
        for (int i = 0; i < values.length; i++) {
            Object value = value(row, i);
            values[i] = rounded(value);
            changed |= values[i] != value;
        }
        return changed ? create(values) : row;
    }

    private static @Nullable Object rounded(@Nullable Object value) {
        return switch (value) {
            case Instant time when time.getNano() % 1000 != 0 -> time.truncatedTo(ChronoUnit.MICROS);
            case Double number when number.isNaN() -> Double.valueOf(Double.NaN);
            case Float number when number.isNaN() -> Float.valueOf(Float.NaN);
            case null -> null;
            case Object same -> same;
        };
    }

    private R create(@Nullable Object[] values) {
        for (int i = 0; i < values.length; i++) {
            if (values[i] == null && fields.get(i).primitive()) {
                throw new IllegalArgumentException("column '" + fields.get(i).name() + "' has a null, and "
                        + type.getSimpleName()
                        + " has no place for one; make the component a box, or leave such rows out. The row: "
                        + shown(values));
            }
        }
        try {
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(
                    type.getSimpleName() + " refuses the row " + shown(values) + ": " + e.getCause(), e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private String shown(@Nullable Object[] values) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            parts.add(fields.get(i).name() + "=" + values[i]);
        }
        return parts.toString();
    }

    // ---- tables

    String columns() {
        return fields.stream().map(Field::column).collect(Collectors.joining(", "));
    }

    /** Reads all rows of a relation, in its order. */
    void read(DuckDb duckDb, String relation, Consumer<R> reader) throws SQLException {
        String select = fields.stream().map(Field::select).collect(Collectors.joining(", "));
        duckDb.read("SELECT " + select + " FROM " + relation, row -> reader.accept(read(row)));
    }

    private R read(ResultSet row) throws SQLException {
        @Nullable Object[] values = new Object[fields.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = fields.get(i).read(row, i + 1);
        }
        return create(values);
    }

    void append(DuckDBAppender appender, R row) throws SQLException {
        appender.beginRow();
        for (int i = 0; i < fields.size(); i++) {
            fields.get(i).append(appender, value(row, i));
        }
        appender.endRow();
    }

    // ---- plain values

    Map<String, @Nullable Object> toPlain(R row) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (int i = 0; i < fields.size(); i++) {
            values.put(fields.get(i).name(), fields.get(i).toPlain(value(row, i)));
        }
        return values;
    }

    R ofPlain(Map<String, ? extends @Nullable Object> values) {
        @Nullable Object[] all = new Object[fields.size()];
        for (int i = 0; i < all.length; i++) {
            all[i] = fields.get(i).ofPlain(values.get(fields.get(i).name()));
        }
        return create(all);
    }
}
