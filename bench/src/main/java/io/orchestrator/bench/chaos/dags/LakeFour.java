package io.orchestrator.bench.chaos.dags;

/** Adds to a dataset. */
public final class LakeFour extends Lake {

    public LakeFour() {
        super(4);
    }
}
