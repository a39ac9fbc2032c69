package io.orchestrator.dags.loop;

import io.orchestrator.integration.duckdb.DuckDb;
import io.orchestrator.integration.duckdb.Sql;
import io.orchestrator.integration.ml.Evaluation;
import io.orchestrator.integration.ml.OnnxModel;
import io.orchestrator.integration.ml.Samples;
import io.orchestrator.sdk.Dag;
import io.orchestrator.sdk.DagSource;
import io.orchestrator.sdk.DatasetVersion;
import io.orchestrator.sdk.OnAssets;
import io.orchestrator.sdk.SkipException;
import io.orchestrator.sdk.Staging;
import io.orchestrator.sdk.TaskContext;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.util.Optional;

/** Lets the champion guess about each month, and keeps what it guessed beside how good that was. */
public final class Guesses implements DagSource {

    @Override
    public Dag dag() {
        return Dag.define("flights_guess", dag -> {
            dag.description("The champion's guesses about the newest month, and how good they were.")
                    .tags("example", "flights", "loop")
                    .maxActiveRuns(1);
            dag.schedule(OnAssets.any(LoopData.FEATURES, LoopData.MODEL).latest());
            Native.task(dag.action(
                    "guess",
                    Guesses::guess,
                    dag.write(LoopData.GUESSES),
                    dag.read(LoopData.FEATURES),
                    dag.readIfAny(LoopData.MODEL, LoopData.CHAMPION)));
        });
    }
}
