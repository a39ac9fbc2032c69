package io.orchestrator.runner;

import io.orchestrator.sdk.Dag;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The DAGs of this runner's bundle. Each source is asked once, and only until the DAG that is looked for has been found: a
 * source that is slow or broken costs nothing unless it is needed. Not thread-safe.
 */
final class DagCatalog {

    private final List<Path> jars;
    private final Map<String, TaskInvoker> invokers = new HashMap<>();
    private final List<String> broken = new ArrayList<>();
    private @Nullable Deque<String> unasked;

    DagCatalog(List<Path> jars) {
        this.jars = jars;
    }

    /**
     * @throws IOException if a jar cannot be read
     * @throws DagSourceException if no source gives this DAG
     */
    TaskInvoker find(String dagId) throws IOException, DagSourceException {
        if (unasked == null) {
            unasked = new ArrayDeque<>(DagSources.scan(jars));
        }
        while (!invokers.containsKey(dagId) && !unasked.isEmpty()) {
            ask(unasked.remove());
        }
        TaskInvoker invoker = invokers.get(dagId);
        if (invoker == null) {
            throw new DagSourceException(
                    "No class of the bundle defines the DAG '" + dagId + "'"
                            + (broken.isEmpty() ? "" : "; these failed: " + String.join("; ", broken)),
                    null);
        }
        return invoker;
    }

    private void ask(String source) {
        try {
            Dag dag = new DagSourceClass(source).dag(DagCatalog.class.getClassLoader());
            if (dag != null) {
                invokers.putIfAbsent(dag.id(), new TaskInvoker(dag));
            }
        } catch (DagSourceException e) {
            broken.add(String.valueOf(e.getMessage()));
        }
    }
}
