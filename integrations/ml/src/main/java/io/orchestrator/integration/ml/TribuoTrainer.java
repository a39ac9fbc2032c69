package io.orchestrator.integration.ml;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.sgd.linear.LinearSGDModel;
import org.tribuo.classification.sgd.linear.LinearSGDTrainer;
import org.tribuo.classification.sgd.objectives.LogMulticlass;
import org.tribuo.impl.ArrayExample;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/**
 * Logistic regression by stochastic gradient descent. Values of about the same size learn best: scale them before. None may be
 * missing.
 *
 * @param epochs how often it goes through all samples
 * @param batch samples for each step
 * @param rate of learning, at the begin
 * @param seed of the order in which samples are taken
 */
public record TribuoTrainer(int epochs, int batch, double rate, long seed) {

    static final String TRUE = "true";
    private static final String FALSE = "false";

    /** Three epochs, batches of 256, a rate of 0.2. */
    public static TribuoTrainer usual() {
        return new TribuoTrainer(3, 256, 0.2, 1);
    }

    /**
     * Learns.
     *
     * @param output what the labels say: {@code late}
     * @throws ModelException if a value is missing, or all labels are the same
     */
    public TrainedModel train(Samples samples, String output) {
        samples.checkLearnable();
        var factory = new LabelFactory();
        // Not the time of now: the same samples are to give the same file.
        var origin = new SimpleDataSourceProvenance(
                output, OffsetDateTime.ofInstant(Instant.EPOCH, ZoneOffset.UTC), factory);
        var examples = new MutableDataset<Label>(origin, factory);
        String[] names = samples.features().toArray(String[]::new);
        for (int row = 0; row < samples.size(); row++) {
            examples.add(example(samples, names, row));
        }
        var trainer =
                new LinearSGDTrainer(new LogMulticlass(), new AdaGrad(rate), epochs, Integer.MAX_VALUE, batch, seed);
        return new TribuoModel((LinearSGDModel) trainer.train(examples), params(), output);
    }

    private Map<String, Object> params() {
        Map<String, Object> params = new LinkedHashMap<>();
        params.put("algorithm", "logistic regression, AdaGrad");
        params.put("epochs", epochs);
        params.put("batch", batch);
        params.put("rate", rate);
        params.put("seed", seed);
        return params;
    }

    static ArrayExample<Label> example(Samples samples, String[] names, int row) {
        double[] values = new double[names.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = samples.value(row, i);
            if (!Double.isFinite(values[i])) {
                throw new ModelException(
                        "Sample %d has no number for '%s' (%s), and logistic regression needs one: fill it, or train with XGBoost"
                                .formatted(row, names[i], values[i]));
            }
        }
        return new ArrayExample<>(new Label(samples.label(row) ? TRUE : FALSE), names, values);
    }
}
