package io.orchestrator.bench.chaos.dags;

import io.orchestrator.sdk.Dag;
import io.orchestrator.sdk.DagSource;
import io.orchestrator.sdk.Dataset;
import io.orchestrator.sdk.DatasetVersion;
import io.orchestrator.sdk.OnAssets;
import io.orchestrator.sdk.Staging;
import io.orchestrator.sdk.TaskContext;

/** Follows a dataset, a run for each version, and adds to another one which version it was. */
public final class LakeCopies implements DagSource {

    private static final Dataset COPIES = Dataset.of("chaos.copies").appendOnly();

    @Override
    public Dag dag() {
        return Dag.define("chaos_lake_copies", dag -> {
            dag.schedule(OnAssets.any(Lake.raw(1)).each());
            Step.soon(dag.action("copy", LakeCopies::copy, dag.read(Lake.raw(1)), dag.write(COPIES)))
                    .retries(Lake.RETRIES);
        });
    }

    private static void copy(TaskContext context, DatasetVersion raw, Staging copies) throws Exception {
        Step.write(context, "begin");
        String of = raw.dataset() + "@" + raw.number();
        Lake.write(
                copies,
                "copy.txt",
                of,
                context.attemptId().toString(),
                of,
                Integer.toString(raw.files().size()));
        Step.write(context, "end");
    }
}
