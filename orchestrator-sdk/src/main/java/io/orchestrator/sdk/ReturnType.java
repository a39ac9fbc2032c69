package io.orchestrator.sdk;

import java.io.Serializable;
import java.lang.invoke.MethodType;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads what an author's function returns, with its type arguments where Java keeps them. */
final class ReturnType {

    private static final String MEND = "; add .returning(new TypeRef<...>() {}) with the type of the output";

    private ReturnType() {}

    static Type of(Serializable function) {
        return of(function, false);
    }

    private static Type of(Serializable function, boolean orRaw) {
        SerializedLambda lambda = lambda(function);
        ClassLoader loader = function.getClass().getClassLoader();
        Class<?> erased = MethodType.fromMethodDescriptorString(lambda.getInstantiatedMethodType(), loader)
                .returnType();
        Method method = referredMethod(lambda, loader);
        if (method != null) {
            Type declared = method.getGenericReturnType();
            if (!(declared instanceof TypeVariable<?>)) {
                return declared;
            }
        }
        if (orRaw) {
            return erased;
        }
        if (erased == Object.class || isGeneric(erased)) {
            throw DagDefinitionException.of(
                    "Java does not keep what its lambda returns beyond '" + erased.getSimpleName() + "'" + MEND);
        }
        return erased;
    }

    /** Of the look of a sensor: a method says what is looked for, a lambda does not. */
    static Type ofPoke(Serializable function) {
        Type type = of(function, true);
        if (type instanceof ParameterizedType) {
            return type;
        }
        throw DagDefinitionException.of("Java does not keep what its lambda looks for" + MEND);
    }

    private static boolean isGeneric(Class<?> type) {
        return type.isArray() ? isGeneric(type.componentType()) : type.getTypeParameters().length > 0;
    }

    /** The JDK writes a serialisable lambda as this record of itself, which names the method it calls. */
    private static SerializedLambda lambda(Serializable function) {
        try {
            Method writeReplace = function.getClass().getDeclaredMethod("writeReplace");
            writeReplace.setAccessible(true);
            return (SerializedLambda) writeReplace.invoke(function);
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw DagDefinitionException.of("what its code returns cannot be read, because it is neither a method"
                    + " reference nor a lambda that may be looked into" + MEND);
        }
    }

    /** The method of a method reference; null for a constructor or for a lambda, whose body has no generic type. */
    private static @Nullable Method referredMethod(SerializedLambda lambda, ClassLoader loader) {
        try {
            Class<?> owner = Class.forName(lambda.getImplClass().replace('/', '.'), false, loader);
            MethodType type = MethodType.fromMethodDescriptorString(lambda.getImplMethodSignature(), loader);
            return Arrays.stream(owner.getDeclaredMethods())
                    .filter(method -> !method.isSynthetic()
                            && method.getName().equals(lambda.getImplMethodName())
                            && method.getReturnType() == type.returnType()
                            && Arrays.equals(method.getParameterTypes(), type.parameterArray()))
                    .findFirst()
                    .orElse(null);
        } catch (ClassNotFoundException e) {
            return null;
        }
    }
}
