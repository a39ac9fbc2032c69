package io.orchestrator.bench.chaos.dags;

/** Adds to a dataset. */
public final class LakeTwo extends Lake {

    public LakeTwo() {
        super(2);
    }
}
