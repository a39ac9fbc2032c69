package io.orchestrator.web.openapi;

import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Schemas of the records that are answered, as JSON has them. */
final class OwnSchemas {

    static final String PLACE = "#/components/schemas/";

    private static final Set<Class<?>> WHOLE =
            Set.of(int.class, Integer.class, long.class, Long.class, short.class, Short.class);
    private static final Set<Class<?>> NUMBERS = Set.of(double.class, Double.class, float.class, Float.class);

    private final ObjectNode schemas;

    /** @param schemas where those of records are put, by their names */
    OwnSchemas(ObjectNode schemas) {
        this.schemas = schemas;
    }

    static String name(String javaName) {
        return javaName.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }

    /** What is no record, text, number, time, truth, list or map of these is described as anything. */
    ObjectNode of(AnnotatedType annotated) {
        var type = annotated.getType();
        var raw = raw(type);
        if (raw == null) {
            return object();
        }
        if (Collection.class.isAssignableFrom(raw)) {
            var list = typed("array");
            list.set(
                    "items",
                    annotated instanceof AnnotatedParameterizedType one
                            ? of(one.getAnnotatedActualTypeArguments()[0])
                            : object());
            return list;
        }
        if (Map.class.isAssignableFrom(raw)) {
            var map = typed("object");
            map.set(
                    "additionalProperties",
                    annotated instanceof AnnotatedParameterizedType one
                            ? of(one.getAnnotatedActualTypeArguments()[1])
                            : object());
            return map;
        }
        return raw.isRecord() ? reference(raw) : plain(raw);
    }

    static ObjectNode plain(Class<?> type) {
        if (WHOLE.contains(type)) {
            return typed("integer");
        }
        if (NUMBERS.contains(type)) {
            return typed("number");
        }
        if (type == boolean.class || type == Boolean.class) {
            return typed("boolean");
        }
        if (type == Instant.class) {
            return typed("string").put("format", "date-time");
        }
        if (type == UUID.class) {
            return typed("string").put("format", "uuid");
        }
        return type == String.class || type.isEnum() ? typed("string") : object();
    }

    private ObjectNode reference(Class<?> type) {
        var name = type.getName().substring(type.getPackageName().length() + 1).replace('$', '.');
        if (!schemas.has(name)) {
            var schema = typed("object");
            schemas.set(name, schema);
            var properties = schema.putObject("properties");
            var required = schema.putArray("required");
            for (var component : type.getRecordComponents()) {
                var field = name(component.getName());
                var described = of(component.getAnnotatedType());
                var nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
                properties.set(field, nullable ? orNull(described) : described);
                required.add(field);
            }
        }
        return object().put("$ref", PLACE + name);
    }

    private static ObjectNode orNull(ObjectNode schema) {
        if (schema.isEmpty()) {
            return schema;
        }
        var choice = object();
        choice.putArray("anyOf").add(schema).add(typed("null"));
        return choice;
    }

    private static @Nullable Class<?> raw(Type type) {
        if (type instanceof Class<?> plain) {
            return plain;
        }
        return type instanceof ParameterizedType parameterized && parameterized.getRawType() instanceof Class<?> raw
                ? raw
                : null;
    }

    private static ObjectNode typed(String type) {
        return object().put("type", type);
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
