package io.orchestrator.integration.ml;

import java.util.LinkedHashMap;
import java.util.Map;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/**
 * Boosted trees. Missing values are learned from as well.
 *
 * @param rounds how many trees
 * @param depth of each, at most
 * @param eta how much each counts
 * @param threads that train, and lie in memory of the process outside the heap
 * @param seed of what is random
 */
public record XgBoostTrainer(int rounds, int depth, double eta, int threads, long seed) {

    /** 30 trees of depth 6, an eta of 0.2, two threads. */
    public static XgBoostTrainer usual() {
        return new XgBoostTrainer(30, 6, 0.2, 2, 1);
    }

    /**
     * Learns.
     *
     * @param output what the labels say: {@code late}
     * @throws ModelException if all labels are the same, or the library refuses
     */
    public TrainedModel train(Samples samples, String output) {
        samples.checkLearnable();
        Map<String, Object> params = params();
        try {
            DMatrix matrix = XgBoostModel.matrix(samples.values(), samples.size());
            try {
                matrix.setLabel(labels(samples));
                return new XgBoostModel(
                        XGBoost.train(matrix, params, rounds, Map.of(), null, null),
                        params,
                        samples.features(),
                        output);
            } finally {
                matrix.dispose();
            }
        } catch (XGBoostError refused) {
            throw new ModelException(
                    "XGBoost could not train with %s: %s".formatted(params, refused.getMessage()), refused);
        }
    }

    private Map<String, Object> params() {
        Map<String, Object> params = new LinkedHashMap<>();
        params.put("objective", XgBoostOnnx.OBJECTIVE);
        params.put("tree_method", "hist");
        params.put("max_depth", depth);
        params.put("eta", eta);
        params.put("nthread", threads);
        params.put("seed", seed);
        params.put("rounds", rounds);
        return params;
    }

    private static float[] labels(Samples samples) {
        float[] labels = new float[samples.size()];
        for (int row = 0; row < labels.length; row++) {
            labels[row] = samples.label(row) ? 1 : 0;
        }
        return labels;
    }
}
