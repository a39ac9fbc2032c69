package io.orchestrator.sdk;

import org.jspecify.annotations.Nullable;

/** The overloads that declare a sensor: from none to two inputs, each with or without the context as first argument. */
abstract sealed class SensorDeclarations extends MapDeclarations permits Declarations {

    /** A task that looks again and again for something, at no worker in between; its output is what it finds. */
    public <R extends @Nullable Object> Task<R> sensor(String id, Poking poking, TaskFunction.Of0<Poke<R>> look) {
        return this.<R>declare(id, look, true, (context, in) -> look.call()).poking(poking);
    }

    /** The same, taking the context. */
    public <R extends @Nullable Object> Task<R> sensor(
            String id, Poking poking, TaskFunction.Of1<TaskContext, Poke<R>> look) {
        return this.<R>declare(id, look, true, (context, in) -> look.call(context))
                .poking(poking);
    }

    /** A sensor that takes the outputs of others, in this order; they become its upstream. */
    public <A, R extends @Nullable Object> Task<R> sensor(
            String id, Poking poking, TaskFunction.Of1<A, Poke<R>> look, Input<A> a) {
        return this.<R>declare(id, look, true, (context, in) -> look.call(at(in, 0)), a)
                .poking(poking);
    }

    /** The same, taking the context first. */
    public <A, R extends @Nullable Object> Task<R> sensor(
            String id, Poking poking, TaskFunction.Of2<TaskContext, A, Poke<R>> look, Input<A> a) {
        return this.<R>declare(id, look, true, (context, in) -> look.call(context, at(in, 0)), a)
                .poking(poking);
    }

    public <A, B, R extends @Nullable Object> Task<R> sensor(
            String id, Poking poking, TaskFunction.Of2<A, B, Poke<R>> look, Input<A> a, Input<B> b) {
        return this.<R>declare(id, look, true, (context, in) -> look.call(at(in, 0), at(in, 1)), a, b)
                .poking(poking);
    }

    public <A, B, R extends @Nullable Object> Task<R> sensor(
            String id, Poking poking, TaskFunction.Of3<TaskContext, A, B, Poke<R>> look, Input<A> a, Input<B> b) {
        return this.<R>declare(id, look, true, (context, in) -> look.call(context, at(in, 0), at(in, 1)), a, b)
                .poking(poking);
    }

    /** A task that asks again and again whether something is so, at no worker in between, and ends when it is. */
    public Task<Void> waitFor(String id, Poking poking, TaskFunction.Of0<Boolean> condition) {
        return this.<Void>declare(id, condition, false, (context, in) -> condition.call())
                .poking(poking);
    }

    /** The same, taking the context. */
    public Task<Void> waitFor(String id, Poking poking, TaskFunction.Of1<TaskContext, Boolean> condition) {
        return this.<Void>declare(id, condition, false, (context, in) -> condition.call(context))
                .poking(poking);
    }

    /** The same, taking the outputs of others, in this order; they become its upstream. */
    public <A> Task<Void> waitFor(String id, Poking poking, TaskFunction.Of1<A, Boolean> condition, Input<A> a) {
        return this.<Void>declare(id, condition, false, (context, in) -> condition.call(at(in, 0)), a)
                .poking(poking);
    }

    /** The same, taking the context first. */
    public <A> Task<Void> waitFor(
            String id, Poking poking, TaskFunction.Of2<TaskContext, A, Boolean> condition, Input<A> a) {
        return this.<Void>declare(id, condition, false, (context, in) -> condition.call(context, at(in, 0)), a)
                .poking(poking);
    }

    public <A, B> Task<Void> waitFor(
            String id, Poking poking, TaskFunction.Of2<A, B, Boolean> condition, Input<A> a, Input<B> b) {
        return this.<Void>declare(id, condition, false, (context, in) -> condition.call(at(in, 0), at(in, 1)), a, b)
                .poking(poking);
    }

    public <A, B> Task<Void> waitFor(
            String id, Poking poking, TaskFunction.Of3<TaskContext, A, B, Boolean> condition, Input<A> a, Input<B> b) {
        return this.<Void>declare(
                        id, condition, false, (context, in) -> condition.call(context, at(in, 0), at(in, 1)), a, b)
                .poking(poking);
    }
}
