package io.orchestrator.bench.chaos.dags;

/** A random DAG. */
public final class TangleThree extends Tangle {

    public TangleThree() {
        super(3);
    }
}
