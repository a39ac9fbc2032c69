package io.orchestrator.sdk;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Resolves what an author passed to a task, once the whole DAG is known. */
final class Arguments {

    private final Task<?> task;
    private final @Nullable MappedGroup<?> scope;
    private final List<ElementSource> mapping = new ArrayList<>();

    Arguments(Task<?> task) {
        this.task = task;
        this.scope = Group.mappedScope(task.group());
    }

    /** What the task is mapped over by itself; known after {@link #all}. */
    List<ElementSource> mapping() {
        return mapping;
    }

    List<TaskArgument> all() {
        List<TaskArgument> all = new ArrayList<>();
        for (Argument<?> argument : task.arguments()) {
            all.add(
                    switch (argument) {
                        case Each<?> each -> element(each);
                        case Task<?> other -> output(other);
                        case Collected<?> collected -> collected(collected.task());
                        case GroupItem<?> item -> item(item.group());
                        case GivenInput<?> given -> given.argument();
                        case ParamsInput<?> params -> new TaskArgument.RunParams(params.type());
                    });
        }
        return all;
    }

    private TaskArgument element(Each<?> each) {
        if (scope != null) {
            throw DagDefinitionException.of("it is mapped and lies in the mapped group '" + scope.id()
                    + "'; only one of them can be, so map over pairs or take the group's item");
        }
        ElementSource source = each.source();
        mapping.add(source);
        return new TaskArgument.Element(mapping.size() - 1, source);
    }

    private TaskArgument output(Task<?> other) {
        MappedGroup<?> others = Group.mappedScope(other.group());
        if (others != null && others != scope) {
            throw DagDefinitionException.of(
                    "its input '" + other.id() + "' is there once for each element of the mapped" + " group '"
                            + others.id() + "'; pass group.collect(...) of it, which is the list of all");
        }
        return new TaskArgument.Output(other.id(), other.isMapped());
    }

    private TaskArgument collected(Task<?> other) {
        if (Group.mappedScope(other.group()) == scope) {
            throw DagDefinitionException.of("it collects '" + other.id()
                    + "' within the mapped group of both; pass the task itself, or collect outside the group");
        }
        return new TaskArgument.Output(other.id(), true);
    }

    private TaskArgument item(MappedGroup<?> group) {
        if (scope != group) {
            throw DagDefinitionException.of("it takes the item of the mapped group '" + group.id()
                    + "' but does not lie in it; define it with a method of the group");
        }
        return new TaskArgument.Element(0, group.source());
    }
}
