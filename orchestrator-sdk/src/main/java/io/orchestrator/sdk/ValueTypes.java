package io.orchestrator.sdk;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Which types may be handed from task to task as JSON. */
final class ValueTypes {

    private static final Set<Class<?>> SCALARS = Set.of(
            String.class,
            boolean.class,
            Boolean.class,
            byte.class,
            Byte.class,
            short.class,
            Short.class,
            int.class,
            Integer.class,
            long.class,
            Long.class,
            float.class,
            Float.class,
            double.class,
            Double.class,
            BigDecimal.class,
            BigInteger.class,
            Instant.class,
            LocalDate.class,
            LocalDateTime.class,
            Duration.class,
            UUID.class);

    private final Type root;
    private final Set<Class<?>> seen = new HashSet<>();

    private ValueTypes(Type root) {
        this.root = root;
    }

    static void require(Type type) {
        new ValueTypes(type).check(type, false, "");
    }

    /**
     * @param inRecord whether a type variable is one of a record's, whose argument has been checked already
     * @param where the path from the output to this type, for the message
     */
    private void check(Type type, boolean inRecord, String where) {
        switch (type) {
            case Class<?> plain -> checkClass(plain, where);
            case ParameterizedType generic -> checkGeneric(generic, inRecord, where);
            case GenericArrayType array -> check(array.getGenericComponentType(), inRecord, where);
            default -> {
                if (!(inRecord && type instanceof TypeVariable<?>)) {
                    throw refuse(type, where);
                }
            }
        }
    }

    private void checkClass(Class<?> type, String where) {
        if (SCALARS.contains(type) || type.isEnum()) {
            return;
        }
        if (type.isArray()) {
            check(type.componentType(), false, where);
        } else if (type.isRecord() && type.getTypeParameters().length == 0) {
            checkComponents(type, where);
        } else {
            throw refuse(type, where);
        }
    }

    private void checkGeneric(ParameterizedType type, boolean inRecord, String where) {
        Class<?> raw = (Class<?>) type.getRawType();
        Type[] arguments = type.getActualTypeArguments();
        boolean map = raw == Map.class && arguments[0] == String.class;
        if (!map && raw != List.class && raw != Set.class && !raw.isRecord()) {
            throw refuse(type, where);
        }
        for (Type argument : arguments) {
            check(argument, inRecord, where);
        }
        if (raw.isRecord()) {
            checkComponents(raw, where);
        }
    }

    private void checkComponents(Class<?> record, String where) {
        if (!seen.add(record)) {
            return;
        }
        for (RecordComponent component : record.getRecordComponents()) {
            String path = (where.isEmpty() ? record.getSimpleName() : where) + "." + component.getName();
            check(component.getGenericType(), true, path);
        }
    }

    private DagDefinitionException refuse(Type type, String where) {
        String found = where.isEmpty() ? "" : " (" + where + " is '" + type.getTypeName() + "')";
        return DagDefinitionException.of("its output type '" + root.getTypeName() + "'" + found
                + " cannot be handed on as JSON; use records, enums, List, Set, Map with String keys, arrays, strings,"
                + " numbers, booleans, dates of java.time or UUID");
    }
}
