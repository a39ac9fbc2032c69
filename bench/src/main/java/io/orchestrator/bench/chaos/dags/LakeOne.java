package io.orchestrator.bench.chaos.dags;

/** Adds to a dataset. */
public final class LakeOne extends Lake {

    public LakeOne() {
        super(1);
    }
}
