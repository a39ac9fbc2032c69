package io.orchestrator.bench.ui.dags;

import io.orchestrator.sdk.Cron;
import io.orchestrator.sdk.Dag;
import io.orchestrator.sdk.DagSource;
import io.orchestrator.sdk.Task;
import java.util.List;

/** One of hundreds that are as most are; the bundle has a copy of it for each number. */
public final class Small000 implements DagSource {

    /** What the ids of all of them begin with. */
    public static final String STEM = "small_";

    private static final List<String> TASKS = List.of("extract", "transform", "load", "report");

    @Override
    public Dag dag() {
        String number = getClass().getSimpleName().substring("Small".length());
        return Dag.define(STEM + number, dag -> {
            dag.schedule(Cron.daily("UTC"));
            dag.tags("small", "team_" + number.charAt(2));
            dag.owners("team_" + number.charAt(2));
            Task<?> before = dag.action(TASKS.getFirst(), () -> {});
            for (String task : TASKS.subList(1, TASKS.size())) {
                before = dag.action(task, () -> {}).after(before);
            }
        });
    }
}
