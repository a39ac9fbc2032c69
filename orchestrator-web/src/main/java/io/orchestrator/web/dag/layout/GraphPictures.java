package io.orchestrator.web.dag.layout;

import io.orchestrator.protocol.graph.DagGraph;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Gives the picture of a DAG version. Laying out is slow and a version never changes, so pictures are kept. */
@Component
public class GraphPictures {

    /** A graph with more tasks is not drawn: nobody could read it, and laying it out takes too long. */
    public static final int MOST_TASKS = 2_000;

    private static final int KEPT = 64;

    private final Map<Key, GraphPicture> kept = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, GraphPicture> eldest) {
            return size() > KEPT;
        }
    };

    /**
     * The picture, or empty if the graph has too many tasks.
     *
     * @param version the DAG version whose graph it is
     * @param folding which of its groups are folded
     */
    public Optional<GraphPicture> of(DagGraph graph, int version, Folding folding) {
        if (graph.tasks().size() > MOST_TASKS) {
            return Optional.empty();
        }
        var key = new Key(graph.dagId(), version, folding.folded());
        synchronized (kept) {
            var known = kept.get(key);
            if (known != null) {
                return Optional.of(known);
            }
        }
        var picture = GraphLayout.of(graph, folding);
        synchronized (kept) {
            kept.put(key, picture);
        }
        return Optional.of(picture);
    }

    private record Key(String dagId, int version, Set<String> folded) {}
}
