package io.orchestrator.integration.ml;

/** Samples in the order that a model wants. */
final class Rows {

    private Rows() {}

    /** Row by row. */
    static float[] ordered(Samples samples, Signature signature) {
        int[] places = signature.places(samples.features());
        float[] values = new float[Math.multiplyExact(samples.size(), places.length)];
        int at = 0;
        for (int row = 0; row < samples.size(); row++) {
            for (int i = 0; i < places.length; i++) {
                float value = samples.value(row, places[i]);
                if (Float.isNaN(value) && !signature.inputs().get(i).optional()) {
                    throw new ModelException("Sample %d has no number for '%s', and the model needs one"
                            .formatted(row, signature.inputs().get(i).name()));
                }
                values[at++] = value;
            }
        }
        return values;
    }
}
