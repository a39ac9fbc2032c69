package io.orchestrator.bench.ui.dags;

import io.orchestrator.sdk.Dag;
import io.orchestrator.sdk.DagSource;
import io.orchestrator.sdk.Task;

/** A thousand tasks: 25 chains of 40. */
public final class Thousand implements DagSource {

    public static final String ID = "thousand";
    /** One in the middle. */
    public static final String TASK = task(12, 20);

    private static final int CHAINS = 25;
    private static final int LENGTH = 40;

    @Override
    public Dag dag() {
        return Dag.define(ID, dag -> {
            for (int chain = 0; chain < CHAINS; chain++) {
                Task<?> before = dag.action(task(chain, 0), () -> {});
                for (int i = 1; i < LENGTH; i++) {
                    before = dag.action(task(chain, i), () -> {}).after(before);
                }
            }
        });
    }

    private static String task(int chain, int ordinal) {
        return "chain_%02d_step_%02d".formatted(chain, ordinal);
    }
}
