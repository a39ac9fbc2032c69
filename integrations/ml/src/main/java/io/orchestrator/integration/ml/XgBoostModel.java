package io.orchestrator.integration.ml;

import io.orchestrator.sdk.Staging;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoostError;

/** Boosted trees of XGBoost. */
final class XgBoostModel implements TrainedModel {

    private static final String FILE = "model.json";

    private final Booster booster;
    private final Map<String, Object> params;
    private final Signature signature;

    XgBoostModel(Booster booster, Map<String, Object> params, List<String> features, String output) {
        this.booster = booster;
        this.params = params;
        this.signature = new Signature(
                features.stream().map(name -> Signature.Input.of(name, true)).toList(), output, 0);
    }

    static DMatrix matrix(float[] values, int rows) throws XGBoostError {
        return new DMatrix(values, rows, values.length / rows, Float.NaN);
    }

    @Override
    public String framework() {
        return "xgboost";
    }

    @Override
    public Map<String, Object> params() {
        return params;
    }

    @Override
    public Signature signature() {
        return signature;
    }

    @Override
    public double[] score(Samples samples) {
        double[] scores = new double[samples.size()];
        if (scores.length == 0) {
            return scores;
        }
        try {
            DMatrix matrix = matrix(Rows.ordered(samples, signature), scores.length);
            try {
                float[][] predicted = booster.predict(matrix);
                for (int row = 0; row < scores.length; row++) {
                    scores[row] = predicted[row][0];
                }
            } finally {
                matrix.dispose();
            }
        } catch (XGBoostError refused) {
            throw new ModelException("XGBoost could not score: " + refused.getMessage(), refused);
        }
        return scores;
    }

    @Override
    public void write(Staging staging) throws IOException {
        try {
            byte[] json = booster.toByteArray("json");
            Files.write(staging.file(FILE), json);
            Files.write(staging.file(ONNX_FILE), XgBoostOnnx.convert(json).toByteArray());
        } catch (XGBoostError refused) {
            throw new IOException("XGBoost could not save the model: " + refused.getMessage(), refused);
        }
    }

    @Override
    public void close() {
        booster.dispose();
    }
}
