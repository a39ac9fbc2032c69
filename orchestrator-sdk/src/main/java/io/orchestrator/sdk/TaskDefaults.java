package io.orchestrator.sdk;

/** The options of all tasks of a DAG or group that do not say otherwise themselves. */
public final class TaskDefaults extends TaskOptions<TaskDefaults> {

    private final DagBuilder dag;
    private final String owner;

    TaskDefaults(DagBuilder dag, String owner) {
        this.dag = dag;
        this.owner = owner;
    }

    @Override
    void open(String call) {
        dag.requireOpen("the defaults of " + owner, call);
    }

    @Override
    DagDefinitionException refuse(String message) {
        return DagDefinitionException.ofDag(dag.id(), "in the defaults of " + owner + ", " + message);
    }

    @Override
    TaskDefaults self() {
        return this;
    }
}
