package io.orchestrator.integration.ml;

import com.google.protobuf.Any;
import com.oracle.labs.mlrg.olcut.config.protobuf.protos.RootProvenanceProto;
import io.orchestrator.sdk.Staging;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.stream.IntStream;
import org.tribuo.classification.Label;
import org.tribuo.classification.sgd.linear.LinearSGDModel;
import org.tribuo.classification.sgd.protos.ClassificationLinearSGDProto;
import org.tribuo.protos.core.ModelProto;

/** A logistic regression of Tribuo. */
final class TribuoModel implements TrainedModel {

    private static final String FILE = "model.tribuo";
    private static final String DOMAIN = "orchestrator";
    private static final String TRAINED_AT = "trained-at";
    private static final String NO_TIME =
            OffsetDateTime.ofInstant(Instant.EPOCH, ZoneOffset.UTC).toString();

    private final LinearSGDModel model;
    private final Map<String, Object> params;
    private final Signature signature;

    TribuoModel(LinearSGDModel model, Map<String, Object> params, String output) {
        this.model = model;
        this.params = params;
        // Tribuo orders features by name, and so does what it exports.
        var order = model.getFeatureIDMap();
        this.signature = new Signature(
                IntStream.range(0, order.size())
                        .mapToObj(id -> Signature.Input.of(order.get(id).getName(), false))
                        .toList(),
                output,
                model.getOutputIDInfo().getID(new Label(TribuoTrainer.TRUE)));
    }

    @Override
    public String framework() {
        return "tribuo";
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
        signature.places(samples.features());
        String[] names = samples.features().toArray(String[]::new);
        double[] scores = new double[samples.size()];
        for (int row = 0; row < scores.length; row++) {
            Label label = model.predict(TribuoTrainer.example(samples, names, row))
                    .getOutputScores()
                    .get(TribuoTrainer.TRUE);
            scores[row] = label == null ? 0 : label.getScore();
        }
        return scores;
    }

    @Override
    public void write(Staging staging) throws IOException {
        Files.write(staging.file(FILE), timeless(model.serialize()).toByteArray());
        Files.write(
                staging.file(ONNX_FILE),
                model.exportONNXModel(DOMAIN, 1).toBuilder()
                        .clearMetadataProps()
                        .clearDocString()
                        .build()
                        .toByteArray());
    }

    /** The library notes when it trained. The version knows that; in the file it would make equal models look different. */
    private static ModelProto timeless(ModelProto proto) throws IOException {
        var model = proto.getSerializedData().unpack(ClassificationLinearSGDProto.class).toBuilder();
        var metadata = model.getMetadata().toBuilder();
        metadata.setProvenance(timeless(metadata.getProvenance()));
        model.setMetadata(metadata);
        return proto.toBuilder().setSerializedData(Any.pack(model.build())).build();
    }

    private static RootProvenanceProto timeless(RootProvenanceProto provenance) {
        var result = provenance.toBuilder();
        for (var part : result.getSmpBuilderList()) {
            if (part.getKey().equals(TRAINED_AT)) {
                part.setValue(NO_TIME);
            }
        }
        return result.build();
    }

    @Override
    public void close() {
        // It is an ordinary object.
    }
}
