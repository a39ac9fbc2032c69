package io.orchestrator.bench.data.dags;

import io.orchestrator.sdk.Dag;
import io.orchestrator.sdk.DagSource;
import io.orchestrator.sdk.Dataset;
import io.orchestrator.sdk.Staging;
import io.orchestrator.sdk.Task;
import io.orchestrator.sdk.TaskContext;
import java.io.IOException;
import java.nio.file.Files;

/** The same chain as {@link Plain}, of tasks that each publish a version of one small file. */
public final class Publishing implements DagSource {

    public static final String ID = "publishing_chain";

    private static final Dataset TINY = Dataset.of("bench.tiny");

    @Override
    public Dag dag() {
        return Dag.define(ID, dag -> {
            Task<Void> before = null;
            for (int number = 0; number < Plain.TASKS; number++) {
                Task<Void> task = dag.action("task_%02d".formatted(number), Publishing::write, dag.write(TINY));
                before = before == null ? task : task.after(before);
            }
        });
    }

    /** No two attempts write the same bytes: what is in the lake already would cost nothing. */
    private static void write(TaskContext context, Staging tiny) throws IOException {
        Files.writeString(tiny.file("row.txt"), context.attemptId() + "\n");
        tiny.rows(1);
    }
}
