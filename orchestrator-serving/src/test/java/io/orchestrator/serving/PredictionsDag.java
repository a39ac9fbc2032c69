package io.orchestrator.serving;

import io.orchestrator.sdk.Dag;
import io.orchestrator.sdk.DagSource;
import io.orchestrator.sdk.Dataset;
import io.orchestrator.sdk.Staging;
import io.orchestrator.sdk.TaskContext;
import io.orchestrator.sdk.ingest.Ingest;
import java.nio.file.Path;

/** Makes a dataset of what was predicted. */
public final class PredictionsDag implements DagSource {

    @Override
    public Dag dag() {
        return Dag.define(
                "collect_predictions",
                dag -> dag.action(
                        "collect",
                        PredictionsDag::collect,
                        dag.write(Dataset.of("predictions").appendOnly())));
    }

    private static void collect(TaskContext context, Staging predictions) throws Exception {
        Ingest.files(Path.of(context.params().string("spool")), "*.jsonl", predictions);
    }
}
