package io.orchestrator.integration.ml;

import io.orchestrator.sdk.Staging;
import java.io.IOException;
import java.util.Map;

/** A model that was just trained. Equal samples in equal order, and equal parameters, give equal files. */
public interface TrainedModel extends Scorer, AutoCloseable {

    /** The file of the exported model, which every model has. */
    String ONNX_FILE = "model.onnx";

    /** {@code tribuo} or {@code xgboost}. */
    String framework();

    /** What it was trained with. */
    Map<String, Object> params();

    Signature signature();

    /** Writes the library's own file, and {@value #ONNX_FILE}. */
    void write(Staging staging) throws IOException;

    /**
     * Writes it as the next version of a model: its files, and in the meta {@code framework}, {@code params}, {@code metrics},
     * {@code signature} and {@code features}.
     *
     * @param features which version of which view of features it learned from, or anything else that says where they come from
     */
    default void stage(Staging staging, Evaluation evaluation, Map<String, ?> features) throws IOException {
        write(staging);
        staging.meta("framework", framework());
        staging.meta("params", params());
        staging.meta("metrics", evaluation.metrics());
        staging.meta(Signature.META, signature());
        staging.meta("features", features);
    }

    @Override
    void close();
}
