package io.orchestrator.sdk;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Derives a JSON schema from a record. */
final class ParamsSchema {

    private static final Map<Class<?>, String> FORMATS = Map.of(
            Instant.class, "date-time",
            LocalDate.class, "date",
            LocalDateTime.class, "date-time-local",
            Duration.class, "duration",
            UUID.class, "uuid");

    /** Whole numbers, with the bounds of those that have some. */
    private static final Map<Class<?>, List<Long>> INTEGERS = Map.of(
            byte.class, List.of((long) Byte.MIN_VALUE, (long) Byte.MAX_VALUE),
            Byte.class, List.of((long) Byte.MIN_VALUE, (long) Byte.MAX_VALUE),
            short.class, List.of((long) Short.MIN_VALUE, (long) Short.MAX_VALUE),
            Short.class, List.of((long) Short.MIN_VALUE, (long) Short.MAX_VALUE),
            int.class, List.of((long) Integer.MIN_VALUE, (long) Integer.MAX_VALUE),
            Integer.class, List.of((long) Integer.MIN_VALUE, (long) Integer.MAX_VALUE),
            long.class, List.of(Long.MIN_VALUE, Long.MAX_VALUE),
            Long.class, List.of(Long.MIN_VALUE, Long.MAX_VALUE),
            BigInteger.class, List.of());

    private static final Set<Class<?>> NUMBERS =
            Set.of(float.class, Float.class, double.class, Double.class, BigDecimal.class);

    private final Set<Class<?>> open = new LinkedHashSet<>();

    private ParamsSchema() {}

    static Map<String, Object> of(Class<? extends Record> type) {
        if (type.getTypeParameters().length > 0) {
            throw DagDefinitionException.of(
                    "the params record " + type.getSimpleName() + " has type parameters; use one without");
        }
        return new ParamsSchema().object(type);
    }

    private Map<String, Object> object(Class<?> type) {
        if (!open.add(type)) {
            throw DagDefinitionException.of(
                    "the params record " + type.getSimpleName() + " contains itself; use one that does not");
        }
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            boolean nullable = isNullable(component);
            properties.put(component.getName(), property(type, component, nullable));
            if (!nullable) {
                required.add(component.getName());
            }
        }
        open.remove(type);
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("properties", properties);
        schema.put("propertyOrder", List.copyOf(properties.keySet()));
        schema.put("required", required);
        schema.put("additionalProperties", false);
        return schema;
    }

    private Map<String, Object> property(Class<?> record, RecordComponent component, boolean nullable) {
        Map<String, Object> schema = value(component.getGenericType(), record, component);
        Param param = component.getAnnotation(Param.class);
        if (param != null) {
            restrict(schema, param, record, component);
        }
        if (nullable) {
            schema.put("type", List.of(schema.getOrDefault("type", "object"), "null"));
            if (schema.get("enum") instanceof List<?> values) {
                List<@Nullable Object> withNull = new ArrayList<>(values);
                withNull.add(null);
                schema.put("enum", withNull);
            }
        }
        return schema;
    }

    private Map<String, Object> value(Type type, Class<?> record, RecordComponent component) {
        if (type instanceof ParameterizedType generic) {
            return container(generic, record, component);
        }
        Map<String, Object> schema = new LinkedHashMap<>();
        Class<?> plain = type instanceof Class<?> known ? known : Object.class;
        Object[] constants = plain.getEnumConstants();
        if (plain == String.class) {
            schema.put("type", "string");
        } else if (plain == boolean.class || plain == Boolean.class) {
            schema.put("type", "boolean");
        } else if (FORMATS.containsKey(plain)) {
            schema.put("type", "string");
            schema.put("format", FORMATS.getOrDefault(plain, ""));
        } else if (NUMBERS.contains(plain)) {
            schema.put("type", "number");
        } else if (INTEGERS.containsKey(plain)) {
            integer(schema, INTEGERS.getOrDefault(plain, List.of()));
        } else if (constants != null) {
            schema.put("type", "string");
            schema.put(
                    "enum",
                    Arrays.stream(constants)
                            .map(one -> (Object) ((Enum<?>) one).name())
                            .toList());
        } else if (plain.isRecord()) {
            return object(plain);
        } else {
            throw refuse(
                    record,
                    component,
                    "has the type " + type.getTypeName()
                            + "; use records, enums, List, Set, Map with String keys, strings, numbers, booleans, dates of java.time or UUID");
        }
        return schema;
    }

    private static void integer(Map<String, Object> schema, List<Long> bounds) {
        schema.put("type", "integer");
        if (!bounds.isEmpty()) {
            schema.put("minimum", bounds.getFirst());
            schema.put("maximum", bounds.getLast());
        }
    }

    private Map<String, Object> container(ParameterizedType type, Class<?> record, RecordComponent component) {
        Type[] arguments = type.getActualTypeArguments();
        Map<String, Object> schema = new LinkedHashMap<>();
        if (type.getRawType() == List.class || type.getRawType() == Set.class) {
            schema.put("type", "array");
            schema.put("items", value(arguments[0], record, component));
            if (type.getRawType() == Set.class) {
                schema.put("uniqueItems", true);
            }
        } else if (type.getRawType() == Map.class && arguments[0] == String.class) {
            schema.put("type", "object");
            schema.put("additionalProperties", value(arguments[1], record, component));
        } else {
            throw refuse(
                    record,
                    component,
                    "has the type " + type.getTypeName() + "; use List, Set or Map with String keys");
        }
        return schema;
    }

    private static void restrict(Map<String, Object> schema, Param param, Class<?> record, RecordComponent component) {
        put(schema, "title", param.title(), !param.title().isEmpty());
        put(schema, "description", param.description(), !param.description().isEmpty());
        Object type = schema.getOrDefault("type", "object");
        boolean text = type.equals("string") && !schema.containsKey("enum");
        boolean list = type.equals("array");
        boolean number = type.equals("integer") || type.equals("number");
        require(
                number || param.min() == Double.NEGATIVE_INFINITY && param.max() == Double.POSITIVE_INFINITY,
                record,
                component,
                "min and max are for numbers");
        require(
                text || param.pattern().isEmpty() && param.oneOf().length == 0,
                record,
                component,
                "pattern and oneOf are for texts");
        require(
                text || list || param.minLength() == 0 && param.maxLength() == Integer.MAX_VALUE,
                record,
                component,
                "minLength and maxLength are for texts and lists");
        put(schema, "minimum", bound(param.min()), param.min() != Double.NEGATIVE_INFINITY);
        put(schema, "maximum", bound(param.max()), param.max() != Double.POSITIVE_INFINITY);
        put(schema, list ? "minItems" : "minLength", param.minLength(), param.minLength() > 0);
        put(schema, list ? "maxItems" : "maxLength", param.maxLength(), param.maxLength() < Integer.MAX_VALUE);
        put(schema, "pattern", param.pattern(), !param.pattern().isEmpty());
        put(schema, "enum", List.of(param.oneOf()), param.oneOf().length > 0);
    }

    /** A whole number as one, so that it reads so in messages. */
    private static Object bound(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15 ? (Object) (long) value : (Object) value;
    }

    private static void put(Map<String, Object> schema, String keyword, Object value, boolean given) {
        if (given) {
            schema.put(keyword, value);
        }
    }

    private static void require(boolean fits, Class<?> record, RecordComponent component, String rule) {
        if (!fits) {
            throw refuse(record, component, "has a @Param that does not fit its type: " + rule);
        }
    }

    private static DagDefinitionException refuse(Class<?> record, RecordComponent component, String problem) {
        return DagDefinitionException.of(
                "the param '" + component.getName() + "' of " + record.getSimpleName() + " " + problem);
    }

    /** Whichever annotation of that name an author uses. */
    private static boolean isNullable(RecordComponent component) {
        return isNullable((AnnotatedElement) component) || isNullable(component.getAnnotatedType());
    }

    private static boolean isNullable(AnnotatedElement element) {
        return Arrays.stream(element.getAnnotations())
                .anyMatch(annotation ->
                        annotation.annotationType().getSimpleName().equals("Nullable"));
    }
}
