package io.orchestrator.sdk;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds out of what type the elements of a list are. */
final class Elements {

    private Elements() {}

    static ElementSource of(Input<?> list) {
        return switch (list) {
            case Task<?> task ->
                new ElementSource.Output(
                        task.id(), task.isMapped() ? outputOf(task) : argument(task.returnedType(), 0), false);
            case Collected<?> all -> new ElementSource.Output(all.task().id(), outputOf(all.task()), false);
            case GroupItem<?> item -> throw noTask("an element of a mapped group");
            case GivenInput<?> given -> throw noTask("a connection or variable");
            case ParamsInput<?> params -> throw noTask("the params of the run");
        };
    }

    static ElementSource entries(Input<?> map) {
        if (map instanceof Task<?> task) {
            return new ElementSource.Output(task.id(), argument(task.returnedType(), 1), true);
        }
        throw noTask("no task's output");
    }

    static ElementSource values(List<Object> values) {
        if (values.isEmpty()) {
            throw DagDefinitionException.of("it is mapped over no values; name at least one");
        }
        Class<?> first = values.getFirst().getClass();
        for (Object value : values) {
            if (value.getClass() != first) {
                throw DagDefinitionException.of("it is mapped over values of " + first.getSimpleName() + " and of "
                        + value.getClass().getSimpleName() + "; use one class");
            }
        }
        ValueTypes.require(first);
        return new ElementSource.Values(values);
    }

    static ElementSource concat(List<ElementSource> sources) {
        if (sources.isEmpty()) {
            throw DagDefinitionException.of("it is mapped over lists put together, but there is none; name the lists");
        }
        for (ElementSource source : sources) {
            if (source instanceof ElementSource.Changed
                    || source instanceof ElementSource.Filtered
                    || source instanceof ElementSource.Named) {
                throw DagDefinitionException.of("it is mapped over lists put together of which one is transformed"
                        + " before; put them together first, then transform the whole");
            }
        }
        return new ElementSource.Concat(sources);
    }

    static ElementSource onto(ElementSource source, Record base) {
        if (!(source instanceof ElementSource.Output || source instanceof ElementSource.Values)) {
            throw DagDefinitionException.of(
                    "onto comes after another transformation; call it directly on Each.of or" + " Each.values");
        }
        ValueTypes.require(base.getClass());
        return new ElementSource.Onto(source, base);
    }

    private static Type outputOf(Task<?> task) {
        Type type = task.returnedType();
        if (type == null) {
            throw DagDefinitionException.of("it is mapped over '" + task.id() + "', which returns nothing");
        }
        return type;
    }

    /** A type argument of a list or map. The compiler has seen to it that the type is one. */
    private static Type argument(@Nullable Type type, int index) {
        if (type instanceof ParameterizedType generic && generic.getActualTypeArguments().length > index) {
            return generic.getActualTypeArguments()[index];
        }
        throw DagDefinitionException.of("it is mapped over a list whose elements' type Java does not keep ("
                + (type == null ? "nothing" : type.getTypeName())
                + "); add .returning(new TypeRef<...>() {}) to the task"
                + " that returns the list");
    }

    private static DagDefinitionException noTask(String found) {
        return DagDefinitionException.of("it is mapped over " + found + "; name a task that returns the list");
    }
}
