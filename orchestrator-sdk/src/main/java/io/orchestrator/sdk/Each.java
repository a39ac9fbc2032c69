package io.orchestrator.sdk;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The elements that a task or group is mapped over: it has one instance for each. What transforms elements is called on the
 * worker, just before the instance's own code.
 *
 * @param <A> the type of one element
 */
public final class Each<A extends @Nullable Object> implements Argument<A> {

    /** Deferred, since a task may still be told its output's type. */
    private final Supplier<ElementSource> source;

    private final List<Input<?>> from;

    private Each(Supplier<ElementSource> source, List<Input<?>> from) {
        this.source = source;
        this.from = from;
    }

    /** The elements of a list that a task returns, known only when it has. An empty list skips what is mapped over it. */
    public static <A extends @Nullable Object> Each<A> of(Input<? extends Collection<A>> list) {
        return new Each<>(() -> Elements.of(list), List.of(list));
    }

    /** Elements that are known already, at least one, all of one class. */
    @SafeVarargs
    public static <A> Each<A> values(A... values) {
        List<Object> all = List.copyOf(List.of((Object[]) values));
        return new Each<>(() -> Elements.values(all), List.of());
    }

    /** The entries of a map that a task returns, in its order, each made one element. */
    public static <V extends @Nullable Object, A extends @Nullable Object> Each<A> entries(
            Input<Map<String, V>> map, BiFunction<String, V, A> combine) {
        return combined(() -> Elements.entries(map), List.of(map), combine);
    }

    /** The first elements together, the second ones, and so on; the shorter of the two decides how many. */
    public static <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object> Each<C> zip(
            Each<A> one, Each<B> other, BiFunction<A, B, C> combine) {
        return combined(() -> pairs(one, other, false), both(one, other), combine);
    }

    /** The same, but the longer of the two decides how many, and {@code combine} is given nulls for what the other lacks. */
    public static <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object>
            Each<C> zipLongest(Each<A> one, Each<B> other, BiFunction<@Nullable A, @Nullable B, C> combine) {
        return combined(() -> pairs(one, other, true), both(one, other), combine);
    }

    private static ElementSource pairs(Each<?> one, Each<?> other, boolean longest) {
        return new ElementSource.Zip(List.of(one.source(), other.source()), longest);
    }

    private static List<Input<?>> both(Each<?> one, Each<?> other) {
        return Stream.concat(one.from().stream(), other.from().stream()).toList();
    }

    // Sound: a list of two values of these types is what is read for such a source.
    @SuppressWarnings("unchecked")
    private static <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object>
            Each<C> combined(Supplier<ElementSource> pairs, List<Input<?>> from, BiFunction<A, B, C> combine) {
        return new Each<>(
                () -> new ElementSource.Changed(pairs.get(), pair -> {
                    List<?> two = (List<?>) Objects.requireNonNull(pair);
                    return combine.apply((A) two.getFirst(), (B) two.getLast());
                }),
                from);
    }

    /** All elements of the first, then those of the second, and so on. They must not be changed before: change the whole. */
    @SafeVarargs
    public static <A extends @Nullable Object> Each<A> concat(Each<A>... parts) {
        List<Each<A>> all = List.of(parts);
        List<Input<?>> from = new ArrayList<>();
        all.forEach(part -> from.addAll(part.from()));
        return new Each<>(() -> Elements.concat(all.stream().map(Each::source).toList()), from);
    }

    /** Each element changed. */
    // Sound: an element of this type is what is read for this source; null only if the type has null.
    @SuppressWarnings({"unchecked", "NullAway"})
    public <B extends @Nullable Object> Each<B> map(Function<? super A, ? extends B> change) {
        return new Each<>(() -> new ElementSource.Changed(source(), element -> change.apply((A) element)), from);
    }

    /** The wanted elements; the instances of the others are there too, but are skipped when a worker gets them. */
    // Sound: an element of this type is what is read for this source; null only if the type has null.
    @SuppressWarnings({"unchecked", "NullAway"})
    public Each<A> filter(Predicate<? super A> wanted) {
        return new Each<>(() -> new ElementSource.Filtered(source(), element -> wanted.test((A) element)), from);
    }

    /**
     * Arguments by name: each element, a map or a record, is laid over a record. What it does not have is as it is there; a record
     * does not have what is null.
     *
     * @param base the record that the task takes, with what all instances have in common
     */
    public <B extends Record> Each<B> onto(B base) {
        return new Each<>(() -> Elements.onto(source(), base), from);
    }

    /** What pages call the instance of an element, such as {@code named(Path::toString)}. */
    // Sound: an element of this type is what is read for this source; null only if the type has null.
    @SuppressWarnings({"unchecked", "NullAway"})
    public Each<A> named(Function<? super A, String> name) {
        return new Each<>(() -> new ElementSource.Named(source(), element -> name.apply((A) element)), from);
    }

    ElementSource source() {
        return source.get();
    }

    /** The tasks whose lists it reads, each at least once. */
    List<Input<?>> from() {
        return from;
    }
}
