package io.orchestrator.bench.chaos.dags;

/** A random DAG. */
public final class TangleTwo extends Tangle {

    public TangleTwo() {
        super(2);
    }
}
