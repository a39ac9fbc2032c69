package io.orchestrator.bench.chaos.dags;

/** A random DAG. */
public final class TangleOne extends Tangle {

    public TangleOne() {
        super(1);
    }
}
