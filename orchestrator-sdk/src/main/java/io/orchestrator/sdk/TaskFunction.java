package io.orchestrator.sdk;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * The code of a task that returns a value: a method reference or a lambda, whose first argument may be the {@link
 * TaskContext}. Serializable only so that its return type can be read; it is never serialised.
 */
public sealed interface TaskFunction extends Serializable {

    /** With no arguments. */
    @FunctionalInterface
    non-sealed interface Of0<R extends @Nullable Object> extends TaskFunction {
        R call() throws Exception;
    }

    /** With one argument. */
    @FunctionalInterface
    non-sealed interface Of1<A, R extends @Nullable Object> extends TaskFunction {
        R call(A a) throws Exception;
    }

    /** With 2 arguments. */
    @FunctionalInterface
    non-sealed interface Of2<A, B, R extends @Nullable Object> extends TaskFunction {
        R call(A a, B b) throws Exception;
    }

    /** With 3 arguments. */
    @FunctionalInterface
    non-sealed interface Of3<A, B, C, R extends @Nullable Object> extends TaskFunction {
        R call(A a, B b, C c) throws Exception;
    }

    /** With 4 arguments. */
    @FunctionalInterface
    non-sealed interface Of4<A, B, C, D, R extends @Nullable Object> extends TaskFunction {
        R call(A a, B b, C c, D d) throws Exception;
    }

    /** With 5 arguments. */
    @FunctionalInterface
    non-sealed interface Of5<A, B, C, D, E, R extends @Nullable Object> extends TaskFunction {
        R call(A a, B b, C c, D d, E e) throws Exception;
    }

    /** With 6 arguments. */
    @FunctionalInterface
    non-sealed interface Of6<A, B, C, D, E, F, R extends @Nullable Object> extends TaskFunction {
        R call(A a, B b, C c, D d, E e, F f) throws Exception;
    }

    /** With 7 arguments. */
    @FunctionalInterface
    non-sealed interface Of7<A, B, C, D, E, F, G, R extends @Nullable Object> extends TaskFunction {
        R call(A a, B b, C c, D d, E e, F f, G g) throws Exception;
    }
}
