package io.orchestrator.dags.flights;

import io.orchestrator.dags.flights.AiPipeline.Features;
import io.orchestrator.dags.flights.AiPipeline.Learned;
import io.orchestrator.integration.duckdb.DuckDb;
import io.orchestrator.integration.ml.Evaluation;
import io.orchestrator.integration.ml.Samples;
import io.orchestrator.integration.ml.TrainedModel;
import io.orchestrator.integration.ml.TribuoTrainer;
import io.orchestrator.sdk.Staging;
import io.orchestrator.sdk.TaskContext;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;

/** Learns from the training months; the same flights in the same order give the same model. */
final class Train {

    private static final TribuoTrainer TRAINER = new TribuoTrainer(3, 256, 0.2, 2001);

    private Train() {}

    static Learned run(TaskContext context, Staging staging, Features features) throws SQLException, IOException {
        Samples flights;
        try (DuckDb duckDb = DuckDb.open(context)) {
            flights = FeatureRows.read(duckDb, Path.of(features.trainFile()), FeatureRows.NAMES);
        }
        long start = System.nanoTime();
        try (TrainedModel model = TRAINER.train(flights, "late")) {
            context.log().log(
                    Level.INFO,
                    "Logistic regression learned from {0} flights in {1} ms",
                    flights.size(),
                    (System.nanoTime() - start) / 1_000_000);
            Evaluation learned = Evaluation.of(model, flights, flights.rate());
            model.stage(staging, learned, Map.of("months", "January to March, which the metrics are about too"));
        }
        return new Learned(flights.size());
    }
}
