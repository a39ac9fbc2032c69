package io.orchestrator.bench.ui.dags;

import io.orchestrator.sdk.Dag;
import io.orchestrator.sdk.DagSource;
import io.orchestrator.sdk.Task;
import java.util.concurrent.TimeUnit;

/** Tasks one after the other that take a while each, so that somebody can watch them. */
public final class Steps implements DagSource {

    public static final String ID = "steps";
    public static final int NUMBER = 8;

    /** Not a multiple of the time between two refreshes of a page. */
    private static final long MILLIS = 730;

    @Override
    public Dag dag() {
        return Dag.define(ID, dag -> {
            Task<?> before = dag.action(task(0), Steps::work);
            for (int i = 1; i < NUMBER; i++) {
                before = dag.action(task(i), Steps::work).after(before);
            }
        });
    }

    public static String task(int ordinal) {
        return "step_" + ordinal;
    }

    private static void work() throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(MILLIS);
    }
}
