package io.orchestrator.sdk;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The overloads that declare a task: from none to six inputs, each with or without the context as first argument. */
abstract sealed class TaskDeclarations permits MapDeclarations {

    /**
     * @param function what the author wrote
     * @param returnsValue whether the task has an output
     */
    abstract <R extends @Nullable Object> Task<R> declare(
            String id, Serializable function, boolean returnsValue, TaskCode code, @Nullable Argument<?>... inputs);

    /** The same for code that returns nothing. */
    final Task<Void> act(String id, Serializable function, Act act, Argument<?>... inputs) {
        return declare(
                id,
                function,
                false,
                (context, in) -> {
                    act.call(context, in);
                    return null;
                },
                inputs);
    }

    /** {@link TaskCode} that returns nothing. */
    @FunctionalInterface
    interface Act {
        void call(TaskContext context, List<? extends @Nullable Object> inputs) throws Exception;
    }

    // Sound: an input was declared with the type that the function takes.
    @SuppressWarnings("unchecked")
    static <T> T at(List<? extends @Nullable Object> inputs, int index) {
        return (T) inputs.get(index);
    }

    /** A task whose output other tasks may take as input. */
    public <R extends @Nullable Object> Task<R> task(String id, TaskFunction.Of0<R> fn) {
        return declare(id, fn, true, (context, in) -> fn.call());
    }

    /** The same, taking the context. */
    public <R extends @Nullable Object> Task<R> task(String id, TaskFunction.Of1<TaskContext, R> fn) {
        return declare(id, fn, true, (context, in) -> fn.call(context));
    }

    /** A task that takes the outputs of others, in this order; they become its upstream. */
    public <A, R extends @Nullable Object> Task<R> task(String id, TaskFunction.Of1<A, R> fn, Input<A> a) {
        return declare(id, fn, true, (context, in) -> fn.call(at(in, 0)), a);
    }

    /** The same, taking the context first. */
    public <A, R extends @Nullable Object> Task<R> task(String id, TaskFunction.Of2<TaskContext, A, R> fn, Input<A> a) {
        return declare(id, fn, true, (context, in) -> fn.call(context, at(in, 0)), a);
    }

    public <A, B, R extends @Nullable Object> Task<R> task(
            String id, TaskFunction.Of2<A, B, R> fn, Input<A> a, Input<B> b) {
        return declare(id, fn, true, (context, in) -> fn.call(at(in, 0), at(in, 1)), a, b);
    }

    public <A, B, R extends @Nullable Object> Task<R> task(
            String id, TaskFunction.Of3<TaskContext, A, B, R> fn, Input<A> a, Input<B> b) {
        return declare(id, fn, true, (context, in) -> fn.call(context, at(in, 0), at(in, 1)), a, b);
    }

    public <A, B, C, R extends @Nullable Object> Task<R> task(
            String id, TaskFunction.Of3<A, B, C, R> fn, Input<A> a, Input<B> b, Input<C> c) {
        return declare(id, fn, true, (context, in) -> fn.call(at(in, 0), at(in, 1), at(in, 2)), a, b, c);
    }

    public <A, B, C, R extends @Nullable Object> Task<R> task(
            String id, TaskFunction.Of4<TaskContext, A, B, C, R> fn, Input<A> a, Input<B> b, Input<C> c) {
        return declare(id, fn, true, (context, in) -> fn.call(context, at(in, 0), at(in, 1), at(in, 2)), a, b, c);
    }

    public <A, B, C, D, R extends @Nullable Object> Task<R> task(
            String id, TaskFunction.Of4<A, B, C, D, R> fn, Input<A> a, Input<B> b, Input<C> c, Input<D> d) {
        return declare(id, fn, true, (context, in) -> fn.call(at(in, 0), at(in, 1), at(in, 2), at(in, 3)), a, b, c, d);
    }

    public <A, B, C, D, R extends @Nullable Object> Task<R> task(
            String id,
            TaskFunction.Of5<TaskContext, A, B, C, D, R> fn,
            Input<A> a,
            Input<B> b,
            Input<C> c,
            Input<D> d) {
        return declare(
                id,
                fn,
                true,
                (context, in) -> fn.call(context, at(in, 0), at(in, 1), at(in, 2), at(in, 3)),
                a,
                b,
                c,
                d);
    }

    public <A, B, C, D, E, R extends @Nullable Object> Task<R> task(
            String id,
            TaskFunction.Of5<A, B, C, D, E, R> fn,
            Input<A> a,
            Input<B> b,
            Input<C> c,
            Input<D> d,
            Input<E> e) {
        return declare(
                id,
                fn,
                true,
                (context, in) -> fn.call(at(in, 0), at(in, 1), at(in, 2), at(in, 3), at(in, 4)),
                a,
                b,
                c,
                d,
                e);
    }

    public <A, B, C, D, E, R extends @Nullable Object> Task<R> task(
            String id,
            TaskFunction.Of6<TaskContext, A, B, C, D, E, R> fn,
            Input<A> a,
            Input<B> b,
            Input<C> c,
            Input<D> d,
            Input<E> e) {
        return declare(
                id,
                fn,
                true,
                (context, in) -> fn.call(context, at(in, 0), at(in, 1), at(in, 2), at(in, 3), at(in, 4)),
                a,
                b,
                c,
                d,
                e);
    }

    public <A, B, C, D, E, F, R extends @Nullable Object> Task<R> task(
            String id,
            TaskFunction.Of6<A, B, C, D, E, F, R> fn,
            Input<A> a,
            Input<B> b,
            Input<C> c,
            Input<D> d,
            Input<E> e,
            Input<F> f) {
        return declare(
                id,
                fn,
                true,
                (context, in) -> fn.call(at(in, 0), at(in, 1), at(in, 2), at(in, 3), at(in, 4), at(in, 5)),
                a,
                b,
                c,
                d,
                e,
                f);
    }

    public <A, B, C, D, E, F, R extends @Nullable Object> Task<R> task(
            String id,
            TaskFunction.Of7<TaskContext, A, B, C, D, E, F, R> fn,
            Input<A> a,
            Input<B> b,
            Input<C> c,
            Input<D> d,
            Input<E> e,
            Input<F> f) {
        return declare(
                id,
                fn,
                true,
                (context, in) -> fn.call(context, at(in, 0), at(in, 1), at(in, 2), at(in, 3), at(in, 4), at(in, 5)),
                a,
                b,
                c,
                d,
                e,
                f);
    }

    /** A task that returns nothing. */
    public Task<Void> action(String id, TaskAction.Of0 fn) {
        return act(id, fn, (context, in) -> fn.call());
    }

    /** The same, taking the context. */
    public Task<Void> action(String id, TaskAction.Of1<TaskContext> fn) {
        return act(id, fn, (context, in) -> fn.call(context));
    }

    /** A task that takes the outputs of others, in this order, and returns nothing. */
    public <A> Task<Void> action(String id, TaskAction.Of1<A> fn, Input<A> a) {
        return act(id, fn, (context, in) -> fn.call(at(in, 0)), a);
    }

    /** The same, taking the context first. */
    public <A> Task<Void> action(String id, TaskAction.Of2<TaskContext, A> fn, Input<A> a) {
        return act(id, fn, (context, in) -> fn.call(context, at(in, 0)), a);
    }

    public <A, B> Task<Void> action(String id, TaskAction.Of2<A, B> fn, Input<A> a, Input<B> b) {
        return act(id, fn, (context, in) -> fn.call(at(in, 0), at(in, 1)), a, b);
    }

    public <A, B> Task<Void> action(String id, TaskAction.Of3<TaskContext, A, B> fn, Input<A> a, Input<B> b) {
        return act(id, fn, (context, in) -> fn.call(context, at(in, 0), at(in, 1)), a, b);
    }

    public <A, B, C> Task<Void> action(String id, TaskAction.Of3<A, B, C> fn, Input<A> a, Input<B> b, Input<C> c) {
        return act(id, fn, (context, in) -> fn.call(at(in, 0), at(in, 1), at(in, 2)), a, b, c);
    }

    public <A, B, C> Task<Void> action(
            String id, TaskAction.Of4<TaskContext, A, B, C> fn, Input<A> a, Input<B> b, Input<C> c) {
        return act(id, fn, (context, in) -> fn.call(context, at(in, 0), at(in, 1), at(in, 2)), a, b, c);
    }

    public <A, B, C, D> Task<Void> action(
            String id, TaskAction.Of4<A, B, C, D> fn, Input<A> a, Input<B> b, Input<C> c, Input<D> d) {
        return act(id, fn, (context, in) -> fn.call(at(in, 0), at(in, 1), at(in, 2), at(in, 3)), a, b, c, d);
    }

    public <A, B, C, D> Task<Void> action(
            String id, TaskAction.Of5<TaskContext, A, B, C, D> fn, Input<A> a, Input<B> b, Input<C> c, Input<D> d) {
        return act(id, fn, (context, in) -> fn.call(context, at(in, 0), at(in, 1), at(in, 2), at(in, 3)), a, b, c, d);
    }

    public <A, B, C, D, E> Task<Void> action(
            String id, TaskAction.Of5<A, B, C, D, E> fn, Input<A> a, Input<B> b, Input<C> c, Input<D> d, Input<E> e) {
        return act(
                id, fn, (context, in) -> fn.call(at(in, 0), at(in, 1), at(in, 2), at(in, 3), at(in, 4)), a, b, c, d, e);
    }

    public <A, B, C, D, E> Task<Void> action(
            String id,
            TaskAction.Of6<TaskContext, A, B, C, D, E> fn,
            Input<A> a,
            Input<B> b,
            Input<C> c,
            Input<D> d,
            Input<E> e) {
        return act(
                id,
                fn,
                (context, in) -> fn.call(context, at(in, 0), at(in, 1), at(in, 2), at(in, 3), at(in, 4)),
                a,
                b,
                c,
                d,
                e);
    }

    public <A, B, C, D, E, F> Task<Void> action(
            String id,
            TaskAction.Of6<A, B, C, D, E, F> fn,
            Input<A> a,
            Input<B> b,
            Input<C> c,
            Input<D> d,
            Input<E> e,
            Input<F> f) {
        return act(
                id,
                fn,
                (context, in) -> fn.call(at(in, 0), at(in, 1), at(in, 2), at(in, 3), at(in, 4), at(in, 5)),
                a,
                b,
                c,
                d,
                e,
                f);
    }

    public <A, B, C, D, E, F> Task<Void> action(
            String id,
            TaskAction.Of7<TaskContext, A, B, C, D, E, F> fn,
            Input<A> a,
            Input<B> b,
            Input<C> c,
            Input<D> d,
            Input<E> e,
            Input<F> f) {
        return act(
                id,
                fn,
                (context, in) -> fn.call(context, at(in, 0), at(in, 1), at(in, 2), at(in, 3), at(in, 4), at(in, 5)),
                a,
                b,
                c,
                d,
                e,
                f);
    }
}
