package io.orchestrator.sdk;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tasks that belong together: shown together, with defaults of their own, and with edges to and from all of them. */
public sealed class Group extends Declarations implements Step permits MappedGroup {

    private final DagBuilder dag;
    private final @Nullable Group parent;
    private final String id;
    private final TaskDefaults defaults;
    private final Set<Step> after = new LinkedHashSet<>();
    private @Nullable String label;

    Group(DagBuilder dag, @Nullable Group parent, String id) {
        this.dag = dag;
        this.parent = parent;
        this.id = id;
        this.defaults = new TaskDefaults(dag, "group '" + id + "'");
    }

    /** What pages call it; its id unless set. */
    public Group label(String text) {
        dag.requireOpen("group '" + id + "'", "label");
        this.label = text;
        return this;
    }

    @Override
    public Group after(Step... others) {
        dag.requireOpen("group '" + id + "'", "after");
        for (Step other : others) {
            after.add(dag.steps().own(id, "after", other));
        }
        return this;
    }

    @Override
    public Group before(Step... others) {
        dag.requireOpen("group '" + id + "'", "before");
        for (Step other : others) {
            dag.steps().own(id, "before", other).after(this);
        }
        return this;
    }

    @Override
    public TaskDefaults defaults() {
        return defaults;
    }

    /** The mapped group that a group is or lies in, or null. */
    static @Nullable MappedGroup<?> mappedScope(@Nullable Group group) {
        for (Group outer = group; outer != null; outer = outer.parent) {
            if (outer instanceof MappedGroup<?> mapped) {
                return mapped;
            }
        }
        return null;
    }

    /** Whether a step lies in this group, or is it. */
    boolean holds(Step step) {
        Group inner = step instanceof Group group ? group : step instanceof Task<?> task ? task.group() : null;
        while (inner != null && inner != this) {
            inner = inner.parent;
        }
        return inner == this;
    }

    String id() {
        return id;
    }

    @Nullable
    String label() {
        return label;
    }

    @Nullable
    Group parent() {
        return parent;
    }

    Set<Step> afterSteps() {
        return after;
    }

    @Override
    DagBuilder dag() {
        return dag;
    }

    @Override
    Group group() {
        return this;
    }
}
