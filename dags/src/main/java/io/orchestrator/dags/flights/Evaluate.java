package io.orchestrator.dags.flights;

import io.orchestrator.dags.flights.AiPipeline.Evaluation;
import io.orchestrator.dags.flights.AiPipeline.Features;
import io.orchestrator.dags.flights.AiPipeline.TrainedModel;
import io.orchestrator.sdk.TaskContext;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.sql.SQLException;

/** Tries the model on months that it has not seen, beside two simpler guesses. */
final class Evaluate {

    private Evaluate() {}

    static Evaluation run(TaskContext context, Features features, TrainedModel trained)
            throws SQLException, IOException {
        LateModel model = LateModel.load(Path.of(trained.file()));
        Scores byModel = new Scores();
        Scores byHour = new Scores();
        Scores byConstant = new Scores();
        try (DuckDb duckDb = DuckDb.open(context, AttemptFolder.of(context))) {
            FeatureRows.read(duckDb, Path.of(features.testFile()), (late, baseline, values) -> {
                byModel.add(late, model.probability(values));
                byHour.add(late, baseline);
                byConstant.add(late, features.lateRate());
            });
        }
        Evaluation evaluation = new Evaluation(
                byModel.size(), byModel.auc(), byModel.logLoss(), byHour.auc(), byHour.logLoss(), byConstant.logLoss());
        log(context, evaluation);
        return evaluation;
    }

    private static void log(TaskContext context, Evaluation evaluation) {
        System.Logger log = context.log();
        log.log(Level.INFO, "On {0} flights of April to June, which the model has not seen:", evaluation.rows());
        log.log(Level.INFO, "always the same guess  AUC 0.500  log loss %.4f".formatted(evaluation.constantLogLoss()));
        log.log(
                Level.INFO,
                "late rate of the hour  AUC %.3f  log loss %.4f"
                        .formatted(evaluation.baselineAuc(), evaluation.baselineLogLoss()));
        log.log(
                Level.INFO,
                "logistic regression    AUC %.3f  log loss %.4f"
                        .formatted(evaluation.modelAuc(), evaluation.modelLogLoss()));
        if (evaluation.modelAuc() <= evaluation.baselineAuc()) {
            log.log(Level.WARNING, "The model is no better than the late rate of the hour: do not use it");
        }
    }
}
