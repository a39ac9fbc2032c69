package io.orchestrator.dags.flights;

import io.orchestrator.dags.flights.AiPipeline.Evaluation;
import io.orchestrator.dags.flights.AiPipeline.Features;
import io.orchestrator.dags.flights.AiPipeline.Learned;
import io.orchestrator.integration.duckdb.DuckDb;
import io.orchestrator.integration.ml.OnnxModel;
import io.orchestrator.integration.ml.Samples;
import io.orchestrator.sdk.DatasetVersion;
import io.orchestrator.sdk.TaskContext;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Tries the model on months that it has not seen, beside two simpler guesses. */
final class Evaluate {

    private Evaluate() {}

    static Evaluation run(TaskContext context, Features features, Learned learned, DatasetVersion model)
            throws SQLException {
        List<String> columns = new ArrayList<>(FeatureRows.NAMES);
        columns.add(FeatureRows.BASELINE);
        Samples flights;
        try (DuckDb duckDb = DuckDb.open(context)) {
            flights = FeatureRows.read(duckDb, Path.of(features.testFile()), columns);
        }
        var byHour = evaluation(byHour(flights), flights, features);
        var byModel = evaluation(byModel(model, flights), flights, features);
        Evaluation evaluation = new Evaluation(
                byModel.rows(),
                byModel.auc(),
                byModel.logLoss(),
                byHour.auc(),
                byHour.logLoss(),
                byModel.baselineLogLoss());
        log(context, evaluation);
        return evaluation;
    }

    private static io.orchestrator.integration.ml.Evaluation evaluation(
            double[] guesses, Samples flights, Features features) {
        return io.orchestrator.integration.ml.Evaluation.of(guesses, flights, features.lateRate());
    }

    private static double[] byModel(DatasetVersion model, Samples flights) {
        try (OnnxModel scorer = OnnxModel.of(model)) {
            return scorer.score(flights);
        }
    }

    private static double[] byHour(Samples flights) {
        int place = flights.features().indexOf(FeatureRows.BASELINE);
        return IntStream.range(0, flights.size())
                .mapToDouble(row -> flights.value(row, place))
                .toArray();
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
