package io.orchestrator.integration.ml;

/** Says for each sample how probable it is that its label is true. */
@FunctionalInterface
public interface Scorer {

    /**
     * From 0 to 1 each, in the order of the samples. Features are found by their names; more than are needed do no harm.
     *
     * @throws ModelException if a feature is not there, or a value that must be there is missing
     */
    double[] score(Samples samples);
}
