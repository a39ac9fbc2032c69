package io.orchestrator.bench.data.dags;

import io.orchestrator.sdk.Dag;
import io.orchestrator.sdk.DagSource;
import io.orchestrator.sdk.Task;

/** Tasks that do nothing, one after the other. */
public final class Plain implements DagSource {

    public static final String ID = "plain_chain";
    /** So many here and in {@link Publishing}. */
    public static final int TASKS = 40;

    @Override
    public Dag dag() {
        return Dag.define(ID, dag -> {
            Task<Void> before = null;
            for (int number = 0; number < TASKS; number++) {
                Task<Void> task = dag.action("task_%02d".formatted(number), () -> {});
                before = before == null ? task : task.after(before);
            }
        });
    }
}
