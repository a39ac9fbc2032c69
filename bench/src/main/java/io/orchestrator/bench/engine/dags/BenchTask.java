package io.orchestrator.bench.engine.dags;

import io.orchestrator.sdk.Dag;
import io.orchestrator.sdk.DagBuilder;
import io.orchestrator.sdk.Task;
import io.orchestrator.sdk.TaskContext;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Tasks that do nothing but note when they were called. */
final class BenchTask {

    /** More than any measurement has at once: the engine is to be measured, not this limit. */
    private static final int MANY_RUNS = 1_000_000;

    private BenchTask() {}

    static Dag dag(String id, Consumer<DagBuilder> tasks) {
        return Dag.define(id, dag -> {
            dag.maxActiveRuns(MANY_RUNS).tags("bench");
            tasks.accept(dag);
        });
    }

    static void chain(DagBuilder dag, int length) {
        Task<?> before = null;
        for (int i = 0; i < length; i++) {
            before = add(dag, i, before);
        }
    }

    static void parallel(DagBuilder dag, int width) {
        for (int i = 0; i < width; i++) {
            add(dag, i, null);
        }
    }

    private static Task<?> add(DagBuilder dag, int ordinal, @Nullable Task<?> before) {
        Task<?> task = dag.action("task_%05d".formatted(ordinal), (TaskContext context) -> run(context, ordinal));
        return before == null ? task : task.after(before);
    }

    private static void run(TaskContext context, int ordinal) {
        Notes.begin(context.runId(), ordinal, System.nanoTime());
        Notes.end();
    }
}
