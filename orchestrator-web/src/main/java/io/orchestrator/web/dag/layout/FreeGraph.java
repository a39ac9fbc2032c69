package io.orchestrator.web.dag.layout;

import io.orchestrator.web.dag.layout.GraphPicture.Line;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.elk.graph.ElkEdge;
import org.eclipse.elk.graph.ElkNode;
import org.eclipse.elk.graph.util.ElkGraphUtil;

/** Any graph, laid out as those of DAGs are. */
public record FreeGraph(List<Node> nodes, List<Edge> edges) {

    public FreeGraph {
        nodes = List.copyOf(nodes);
        edges = List.copyOf(edges);
    }

    /**
     * @param id what it is called in full; no other node has it
     * @param label what is written; cut to what fits
     * @param about what is written below it, smaller; as long as it may be
     */
    public record Node(String id, String label, String about) {}

    /** From one node to another, by their ids. One that leads to no node is left out. */
    public record Edge(String from, String to) {}

    private static String wider(Node node) {
        var label = GraphLayout.cut(node.label());
        return label.length() >= node.about().length() ? label : node.about();
    }

    /** Where everything lies. It is not kept: whoever shows large graphs often has to. */
    public GraphPicture picture() {
        var root = GraphLayout.root();
        Map<String, ElkNode> placed = new LinkedHashMap<>();
        nodes.forEach(node -> placed.put(node.id(), GraphLayout.node(root, wider(node))));
        Map<ElkEdge, Line> lines = new LinkedHashMap<>();
        edges.stream()
                .distinct()
                .filter(edge -> placed.containsKey(edge.from()) && placed.containsKey(edge.to()))
                .forEach(edge -> lines.put(
                        ElkGraphUtil.createSimpleEdge(placed.get(edge.from()), placed.get(edge.to())),
                        new Line(edge.from(), edge.to(), true, List.of())));
        return GraphLayout.picture(
                root,
                List::of,
                nodes.stream()
                        .map(node -> new GraphLayout.Drawn(
                                node.id(),
                                false,
                                GraphLayout.cut(node.label()),
                                Objects.requireNonNull(placed.get(node.id()))))
                        .toList(),
                lines);
    }
}
