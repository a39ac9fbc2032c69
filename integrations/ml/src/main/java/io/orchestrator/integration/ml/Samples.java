package io.orchestrator.integration.ml;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;

/**
 * What a model learns from or is tried on: rows of features, each with what was true. All in memory, four bytes a value. NaN: the
 * value is missing.
 */
public final class Samples {

    private static final int FIRST = 1024;

    private final List<String> features;
    private final int width;
    private float[] values;
    private boolean[] labels = new boolean[FIRST];
    private int size;

    /** @param features their names, in the order in which rows give them; each once */
    public Samples(List<String> features) {
        if (features.isEmpty() || new HashSet<>(features).size() < features.size()) {
            throw new IllegalArgumentException(
                    "The features are " + features + ": expected at least one, and each name once");
        }
        this.features = List.copyOf(features);
        this.width = features.size();
        this.values = new float[FIRST * width];
    }

    /** Adds a row; its values are copied. */
    public void add(boolean label, float... row) {
        if (row.length != width) {
            throw new IllegalArgumentException(
                    "Row %d has %d values, but there are %d features: %s".formatted(size, row.length, width, features));
        }
        if (size == labels.length) {
            labels = Arrays.copyOf(labels, 2 * size);
            values = Arrays.copyOf(values, Math.multiplyExact(2 * size, width));
        }
        System.arraycopy(row, 0, values, size * width, width);
        labels[size++] = label;
    }

    public List<String> features() {
        return features;
    }

    public int size() {
        return size;
    }

    public boolean label(int row) {
        return labels[row];
    }

    /** The value of the feature at this place of {@link #features()}. */
    public float value(int row, int feature) {
        return values[row * width + feature];
    }

    /** How many of the labels are true, from 0 to 1; NaN if there are no rows. */
    public double rate() {
        return (double) positives() / size;
    }

    int positives() {
        int positives = 0;
        for (int row = 0; row < size; row++) {
            positives += labels[row] ? 1 : 0;
        }
        return positives;
    }

    /** Row by row. */
    float[] values() {
        return Arrays.copyOf(values, size * width);
    }

    /** @throws ModelException if nothing can be learned from them */
    void checkLearnable() {
        int positives = positives();
        if (positives == 0 || positives == size) {
            throw new ModelException(
                    "There are %d samples, %d of them true: a model can learn only from both kinds; look at"
                                    .formatted(size, positives)
                            + " the version that the labels come from");
        }
    }
}
