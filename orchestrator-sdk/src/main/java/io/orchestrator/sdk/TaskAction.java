package io.orchestrator.sdk;

import java.io.Serializable;

/**
 * The code of a task that returns nothing: a method reference or a lambda, whose first argument may be the {@link
 * TaskContext}. Serializable like {@link TaskFunction}.
 */
public sealed interface TaskAction extends Serializable {

    /** With no arguments. */
    @FunctionalInterface
    non-sealed interface Of0 extends TaskAction {
        void call() throws Exception;
    }

    /** With one argument. */
    @FunctionalInterface
    non-sealed interface Of1<A> extends TaskAction {
        void call(A a) throws Exception;
    }

    /** With 2 arguments. */
    @FunctionalInterface
    non-sealed interface Of2<A, B> extends TaskAction {
        void call(A a, B b) throws Exception;
    }

    /** With 3 arguments. */
    @FunctionalInterface
    non-sealed interface Of3<A, B, C> extends TaskAction {
        void call(A a, B b, C c) throws Exception;
    }

    /** With 4 arguments. */
    @FunctionalInterface
    non-sealed interface Of4<A, B, C, D> extends TaskAction {
        void call(A a, B b, C c, D d) throws Exception;
    }

    /** With 5 arguments. */
    @FunctionalInterface
    non-sealed interface Of5<A, B, C, D, E> extends TaskAction {
        void call(A a, B b, C c, D d, E e) throws Exception;
    }

    /** With 6 arguments. */
    @FunctionalInterface
    non-sealed interface Of6<A, B, C, D, E, F> extends TaskAction {
        void call(A a, B b, C c, D d, E e, F f) throws Exception;
    }

    /** With 7 arguments. */
    @FunctionalInterface
    non-sealed interface Of7<A, B, C, D, E, F, G> extends TaskAction {
        void call(A a, B b, C c, D d, E e, F f, G g) throws Exception;
    }
}
