package io.orchestrator.dags.flights;

import io.orchestrator.dags.flights.AiPipeline.Features;
import io.orchestrator.dags.flights.AiPipeline.TrainedModel;
import io.orchestrator.sdk.TaskContext;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.sql.SQLException;

/** Learns from the training months. */
final class Train {

    private Train() {}

    static TrainedModel run(TaskContext context, Features features) throws SQLException, IOException {
        AttemptFolder folder = AttemptFolder.of(context);
        Path file = folder.file("model.tribuo");
        LateModel.Training training = new LateModel.Training();
        try (DuckDb duckDb = DuckDb.open(context, folder)) {
            FeatureRows.read(
                    duckDb, Path.of(features.trainFile()), (late, baseline, values) -> training.add(late, values));
        }
        long start = System.nanoTime();
        training.train().save(file);
        context.log().log(
                Level.INFO,
                "Logistic regression learned from {0} flights in {1} ms: {2}",
                training.size(),
                (System.nanoTime() - start) / 1_000_000,
                file);
        return new TrainedModel(file.toString(), training.size());
    }
}
