package io.orchestrator.sdk;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A group that is there once for each element of a list: in it, tasks hand their outputs to the tasks of the same element.
 *
 * @param <A> the type of one element
 */
public final class MappedGroup<A extends @Nullable Object> extends Group {

    private final Each<A> each;

    MappedGroup(DagBuilder dag, @Nullable Group parent, String id, Each<A> each) {
        super(dag, parent, id);
        this.each = each;
    }

    /** The element that a copy of the group is about, for its tasks. */
    public Input<A> item() {
        return new GroupItem<>(this);
    }

    /**
     * The outputs of a task of this group as a list in the order of the elements, for tasks outside; copies that were skipped
     * or failed have no place in it.
     */
    public <R extends @Nullable Object> Input<List<R>> collect(Task<R> task) {
        if (!holds(task)) {
            throw DagDefinitionException.ofTask(
                    dag().id(), task.id(), "it is collected by the group '" + id() + "' but does not lie in it");
        }
        return new Collected<>(task);
    }

    ElementSource source() {
        return each.source();
    }
}
