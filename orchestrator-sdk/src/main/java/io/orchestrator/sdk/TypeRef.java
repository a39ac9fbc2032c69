package io.orchestrator.sdk;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;

/**
 * Names a generic type: {@code new TypeRef<List<Flight>>() {}}, with the braces.
 *
 * @param <T> the type it names
 */
public abstract class TypeRef<T> {

    private final Type type;

    /** Called by the braces. */
    protected TypeRef() {
        if (!(getClass().getGenericSuperclass() instanceof ParameterizedType parameterized)
                || parameterized.getRawType() != TypeRef.class) {
            throw DagDefinitionException.of("a TypeRef has no type; write new TypeRef<List<Flight>>() {}");
        }
        this.type = parameterized.getActualTypeArguments()[0];
    }

    public final Type type() {
        return type;
    }
}
