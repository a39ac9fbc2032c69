package io.orchestrator.bench.ui.dags;

import io.orchestrator.sdk.Dag;
import io.orchestrator.sdk.DagSource;
import io.orchestrator.sdk.Each;
import io.orchestrator.sdk.Task;
import java.util.List;
import java.util.stream.IntStream;

/** A task with 10,000 mapped items. */
public final class Mapped implements DagSource {

    public static final String ID = "mapped";
    public static final String TASK = "item";
    public static final String LIST = "list";
    public static final int ITEMS = 10_000;

    @Override
    public Dag dag() {
        return Dag.define(ID, dag -> {
            dag.maxActiveTasks(ITEMS);
            Task<List<Integer>> list = dag.task(LIST, Mapped::list);
            Task<List<Integer>> items = dag.map(TASK, (Integer item) -> item + 1, Each.of(list));
            dag.action("sum", (List<Integer> all) -> {}, items);
        });
    }

    private static List<Integer> list() {
        return IntStream.range(0, ITEMS).boxed().toList();
    }
}
