package io.orchestrator.sdk;

import java.lang.reflect.Type;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Where the elements come from that a task is mapped over, and what is made of one. For what runs DAGs; an author has {@link Each}. */
public sealed interface ElementSource {

    /**
     * The list that a task returns; of a mapped task, the outputs of its instances.
     *
     * @param elementType of one element; of an entry's value if {@code entries}
     * @param entries the task returns a map, and an element is a list of a key and its value
     */
    record Output(String taskId, Type elementType, boolean entries) implements ElementSource {}

    /**
     * Values that the author wrote down.
     *
     * @param values at least one, all of one class
     */
    record Values(List<Object> values) implements ElementSource {
        public Values {
            values = List.copyOf(values);
        }
    }

    /**
     * The first elements together as a list, the second ones, and so on.
     *
     * @param longest the longest source decides the length, nulls stand for what others lack; else the shortest does
     */
    record Zip(List<ElementSource> sources, boolean longest) implements ElementSource {
        public Zip {
            sources = List.copyOf(sources);
        }
    }

    /** All elements of the first source, then those of the second, and so on; all of one type. */
    record Concat(List<ElementSource> sources) implements ElementSource {
        public Concat {
            sources = List.copyOf(sources);
        }
    }

    /**
     * The elements of a source, each changed on the worker before the task gets it.
     *
     * @param change may throw, which fails the instance
     */
    record Changed(ElementSource source, Function<? super @Nullable Object, ? extends @Nullable Object> change)
            implements ElementSource {}

    /**
     * Each element laid over a record: what it does not have is as it is there.
     *
     * @param source of maps or records
     */
    record Onto(ElementSource source, Record base) implements ElementSource {}

    /**
     * The elements of a source, with what pages call an instance.
     *
     * @param name may throw, which fails the instance
     */
    record Named(ElementSource source, Function<? super @Nullable Object, String> name) implements ElementSource {}

    /** The elements of a source; on the worker, an instance whose element is not wanted is skipped. */
    record Filtered(ElementSource source, Predicate<? super @Nullable Object> wanted) implements ElementSource {}
}
