package io.orchestrator.sdk;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The overloads that declare a mapped task: up to four arguments, the first of which are elements. */
abstract sealed class MapDeclarations extends TaskDeclarations permits SensorDeclarations {

    /**
     * A task with one instance for each element of a list. Its output is the list of what its instances return, in the order of
     * the elements; instances that were skipped or failed have no place in it.
     *
     * <p>Of further arguments, those that are an {@link Each} too make the product of all, the first one slowest; the others are
     * the same for each instance.
     */
    public <A, R extends @Nullable Object> Task<List<R>> map(String id, TaskFunction.Of1<A, R> fn, Each<A> a) {
        return declare(id, fn, true, (context, in) -> fn.call(at(in, 0)), a);
    }

    /** The same, taking the context first. */
    public <A, R extends @Nullable Object> Task<List<R>> map(
            String id, TaskFunction.Of2<TaskContext, A, R> fn, Each<A> a) {
        return declare(id, fn, true, (context, in) -> fn.call(context, at(in, 0)), a);
    }

    public <A, B, R extends @Nullable Object> Task<List<R>> map(
            String id, TaskFunction.Of2<A, B, R> fn, Each<A> a, Argument<B> b) {
        return declare(id, fn, true, (context, in) -> fn.call(at(in, 0), at(in, 1)), a, b);
    }

    public <A, B, R extends @Nullable Object> Task<List<R>> map(
            String id, TaskFunction.Of3<TaskContext, A, B, R> fn, Each<A> a, Argument<B> b) {
        return declare(id, fn, true, (context, in) -> fn.call(context, at(in, 0), at(in, 1)), a, b);
    }

    public <A, B, C, R extends @Nullable Object> Task<List<R>> map(
            String id, TaskFunction.Of3<A, B, C, R> fn, Each<A> a, Argument<B> b, Argument<C> c) {
        return declare(id, fn, true, (context, in) -> fn.call(at(in, 0), at(in, 1), at(in, 2)), a, b, c);
    }

    public <A, B, C, R extends @Nullable Object> Task<List<R>> map(
            String id, TaskFunction.Of4<TaskContext, A, B, C, R> fn, Each<A> a, Argument<B> b, Argument<C> c) {
        return declare(id, fn, true, (context, in) -> fn.call(context, at(in, 0), at(in, 1), at(in, 2)), a, b, c);
    }

    public <A, B, C, D, R extends @Nullable Object> Task<List<R>> map(
            String id, TaskFunction.Of4<A, B, C, D, R> fn, Each<A> a, Argument<B> b, Argument<C> c, Argument<D> d) {
        return declare(id, fn, true, (context, in) -> fn.call(at(in, 0), at(in, 1), at(in, 2), at(in, 3)), a, b, c, d);
    }

    public <A, B, C, D, R extends @Nullable Object> Task<List<R>> map(
            String id,
            TaskFunction.Of5<TaskContext, A, B, C, D, R> fn,
            Each<A> a,
            Argument<B> b,
            Argument<C> c,
            Argument<D> d) {
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

    /** The same as {@link #map} for code that returns nothing. */
    public <A> Task<Void> forEach(String id, TaskAction.Of1<A> fn, Each<A> a) {
        return act(id, fn, (context, in) -> fn.call(at(in, 0)), a);
    }

    /** The same, taking the context first. */
    public <A> Task<Void> forEach(String id, TaskAction.Of2<TaskContext, A> fn, Each<A> a) {
        return act(id, fn, (context, in) -> fn.call(context, at(in, 0)), a);
    }

    public <A, B> Task<Void> forEach(String id, TaskAction.Of2<A, B> fn, Each<A> a, Argument<B> b) {
        return act(id, fn, (context, in) -> fn.call(at(in, 0), at(in, 1)), a, b);
    }

    public <A, B> Task<Void> forEach(String id, TaskAction.Of3<TaskContext, A, B> fn, Each<A> a, Argument<B> b) {
        return act(id, fn, (context, in) -> fn.call(context, at(in, 0), at(in, 1)), a, b);
    }

    public <A, B, C> Task<Void> forEach(
            String id, TaskAction.Of3<A, B, C> fn, Each<A> a, Argument<B> b, Argument<C> c) {
        return act(id, fn, (context, in) -> fn.call(at(in, 0), at(in, 1), at(in, 2)), a, b, c);
    }

    public <A, B, C> Task<Void> forEach(
            String id, TaskAction.Of4<TaskContext, A, B, C> fn, Each<A> a, Argument<B> b, Argument<C> c) {
        return act(id, fn, (context, in) -> fn.call(context, at(in, 0), at(in, 1), at(in, 2)), a, b, c);
    }

    public <A, B, C, D> Task<Void> forEach(
            String id, TaskAction.Of4<A, B, C, D> fn, Each<A> a, Argument<B> b, Argument<C> c, Argument<D> d) {
        return act(id, fn, (context, in) -> fn.call(at(in, 0), at(in, 1), at(in, 2), at(in, 3)), a, b, c, d);
    }

    public <A, B, C, D> Task<Void> forEach(
            String id,
            TaskAction.Of5<TaskContext, A, B, C, D> fn,
            Each<A> a,
            Argument<B> b,
            Argument<C> c,
            Argument<D> d) {
        return act(id, fn, (context, in) -> fn.call(context, at(in, 0), at(in, 1), at(in, 2), at(in, 3)), a, b, c, d);
    }
}
