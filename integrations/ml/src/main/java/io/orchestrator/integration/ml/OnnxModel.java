package io.orchestrator.integration.ml;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.orchestrator.sdk.DatasetVersion;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** An exported model, ready to score. May be used from many threads; none may use it any more when it is closed. */
public final class OnnxModel implements Scorer, AutoCloseable {

    /** Samples are scored this many at a time, so that memory outside the heap stays small. */
    private static final int BATCH = 65_536;

    private final OrtEnvironment environment;
    private final OrtSession session;
    private final Signature signature;
    private final String input;

    private OnnxModel(OrtEnvironment environment, OrtSession session, Signature signature, String input) {
        this.environment = environment;
        this.session = session;
        this.signature = signature;
        this.input = input;
    }

    /** The model of a version that {@link TrainedModel#stage} wrote. */
    public static OnnxModel of(DatasetVersion version) {
        return open(version.file(TrainedModel.ONNX_FILE), Signature.of(version.meta()));
    }

    /**
     * Loads a model.
     *
     * @throws ModelException if it cannot be loaded, or has another number of inputs than its signature says
     */
    public static OnnxModel open(Path file, Signature signature) {
        CommandLine.check();
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (var options = new OrtSession.SessionOptions()) {
            // Requests come side by side: each on its own thread is enough.
            options.setIntraOpNumThreads(1);
            OrtSession session = environment.createSession(file.toString(), options);
            try {
                return new OnnxModel(environment, session, signature, checkedInput(session, signature));
            } catch (ModelException | OrtException refused) {
                session.close();
                throw refused;
            }
        } catch (OrtException unreadable) {
            throw new ModelException(
                    "The model %s cannot be loaded: %s".formatted(file.getFileName(), unreadable.getMessage()),
                    unreadable);
        }
    }

    private static String checkedInput(OrtSession session, Signature signature) throws OrtException {
        var inputs = session.getInputInfo();
        int expected = signature.inputs().size();
        if (inputs.size() == 1) {
            var only = inputs.entrySet().iterator().next();
            if (only.getValue().getInfo() instanceof TensorInfo tensor && fits(tensor.getShape(), expected)) {
                return only.getKey();
            }
        }
        throw new ModelException(
                "The model does not fit its signature: it has the inputs %s, the signature %d columns of numbers: %s"
                        .formatted(inputs, expected, signature.names()));
    }

    private static boolean fits(long[] shape, int columns) {
        return shape.length == 2 && (shape[1] < 0 || shape[1] == columns);
    }

    public Signature signature() {
        return signature;
    }

    /**
     * How probable it is for each instance that the output is true, from 0 to 1.
     *
     * @throws ModelException if one does not fit the signature; nothing is scored then
     */
    public double[] score(List<? extends Map<String, ?>> instances) {
        int width = signature.inputs().size();
        float[] values = new float[Math.multiplyExact(instances.size(), width)];
        for (int i = 0; i < instances.size(); i++) {
            try {
                System.arraycopy(signature.row(instances.get(i)), 0, values, i * width, width);
            } catch (ModelException refused) {
                throw new ModelException("instances[%d]: %s".formatted(i, refused.getMessage()), refused);
            }
        }
        return score(values, instances.size());
    }

    @Override
    public double[] score(Samples samples) {
        return score(Rows.ordered(samples, signature), samples.size());
    }

    private double[] score(float[] values, int rows) {
        double[] scores = new double[rows];
        try {
            for (int from = 0; from < rows; from += BATCH) {
                score(values, from, Math.min(BATCH, rows - from), scores);
            }
        } catch (OrtException failed) {
            throw new ModelException("The model could not score: " + failed.getMessage(), failed);
        }
        return scores;
    }

    private void score(float[] values, int from, int rows, double[] scores) throws OrtException {
        int width = signature.inputs().size();
        var buffer = FloatBuffer.wrap(values, from * width, rows * width);
        try (var tensor = OnnxTensor.createTensor(environment, buffer.slice(), new long[] {rows, width});
                var result = session.run(Map.of(input, tensor))) {
            OnnxValue first = result.get(0);
            if (!(first.getValue() instanceof float[][] output)) {
                throw new ModelException("The model gives %s: expected a table of numbers".formatted(first.getInfo()));
            }
            for (int row = 0; row < rows; row++) {
                scores[from + row] = output[row][signature.column()];
            }
        }
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException failed) {
            throw new ModelException("The model could not be closed: " + failed.getMessage(), failed);
        }
    }
}
