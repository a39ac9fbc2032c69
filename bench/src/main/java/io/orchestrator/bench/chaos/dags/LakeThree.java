package io.orchestrator.bench.chaos.dags;

/** Adds to a dataset. */
public final class LakeThree extends Lake {

    public LakeThree() {
        super(3);
    }
}
