package io.orchestrator.web.dag.layout;

import io.orchestrator.protocol.graph.DagGraph;
import io.orchestrator.protocol.graph.TaskSpec;
import io.orchestrator.web.dag.layout.GraphPicture.Box;
import io.orchestrator.web.dag.layout.GraphPicture.Line;
import io.orchestrator.web.dag.layout.GraphPicture.Point;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.elk.alg.layered.options.LayeredMetaDataProvider;
import org.eclipse.elk.alg.layered.options.LayeredOptions;
import org.eclipse.elk.alg.layered.options.OrderingStrategy;
import org.eclipse.elk.core.RecursiveGraphLayoutEngine;
import org.eclipse.elk.core.data.LayoutMetaDataService;
import org.eclipse.elk.core.math.ElkPadding;
import org.eclipse.elk.core.options.CoreOptions;
import org.eclipse.elk.core.options.Direction;
import org.eclipse.elk.core.options.EdgeRouting;
import org.eclipse.elk.core.options.HierarchyHandling;
import org.eclipse.elk.core.util.BasicProgressMonitor;
import org.eclipse.elk.graph.ElkEdge;
import org.eclipse.elk.graph.ElkEdgeSection;
import org.eclipse.elk.graph.ElkNode;
import org.eclipse.elk.graph.util.ElkGraphUtil;

/** Lays a graph out from left to right, tasks in layers, groups as frames around theirs, edges in right angles. */
final class GraphLayout {

    private static final int HEIGHT = 46;
    private static final int NARROWEST = 164;
    private static final int LONGEST_LABEL = 34;
    private static final double CHARACTER = 8.3;
    private static final int BESIDE_LABEL = 36;
    private static final int MARGIN = 16;

    static {
        LayoutMetaDataService.getInstance().registerLayoutMetaDataProviders(new LayeredMetaDataProvider());
    }

    private GraphLayout() {}

    static GraphPicture of(DagGraph graph) {
        var root = root();
        var groups = GroupNodes.of(graph, root);
        Map<String, ElkNode> nodes = new LinkedHashMap<>();
        graph.tasks().forEach(task -> nodes.put(task.taskId(), node(groups.around(task), label(task))));
        groups.dropEmpty();
        Map<ElkEdge, Line> edges = new LinkedHashMap<>();
        for (TaskSpec task : graph.tasks()) {
            task.inputs().stream().distinct().forEach(from -> connect(nodes, edges, from, task.taskId(), true));
            task.after().forEach(from -> connect(nodes, edges, from, task.taskId(), false));
        }
        new RecursiveGraphLayoutEngine().layout(root, new BasicProgressMonitor());
        return new GraphPicture(
                (int) Math.ceil(root.getWidth()),
                (int) Math.ceil(root.getHeight()),
                groups.frames(),
                graph.tasks().stream().map(task -> box(task, nodes)).toList(),
                edges.entrySet().stream()
                        .map(edge -> routed(edge.getKey(), edge.getValue()))
                        .toList());
    }

    private static ElkNode root() {
        var root = ElkGraphUtil.createGraph();
        root.setProperty(CoreOptions.ALGORITHM, LayeredOptions.ALGORITHM_ID);
        root.setProperty(LayeredOptions.DIRECTION, Direction.RIGHT);
        root.setProperty(LayeredOptions.EDGE_ROUTING, EdgeRouting.ORTHOGONAL);
        root.setProperty(LayeredOptions.CONSIDER_MODEL_ORDER_STRATEGY, OrderingStrategy.NODES_AND_EDGES);
        root.setProperty(LayeredOptions.MERGE_EDGES, true);
        root.setProperty(LayeredOptions.SPACING_NODE_NODE, 18.0);
        root.setProperty(LayeredOptions.SPACING_EDGE_NODE, 14.0);
        root.setProperty(LayeredOptions.SPACING_NODE_NODE_BETWEEN_LAYERS, 44.0);
        root.setProperty(LayeredOptions.SPACING_EDGE_NODE_BETWEEN_LAYERS, 16.0);
        root.setProperty(LayeredOptions.PADDING, new ElkPadding(MARGIN));
        root.setProperty(CoreOptions.HIERARCHY_HANDLING, HierarchyHandling.INCLUDE_CHILDREN);
        return root;
    }

    private static ElkNode node(ElkNode root, String label) {
        var node = ElkGraphUtil.createNode(root);
        node.setWidth(Math.max(NARROWEST, Math.ceil(label.length() * CHARACTER) + BESIDE_LABEL));
        node.setHeight(HEIGHT);
        return node;
    }

    private static void connect(
            Map<String, ElkNode> nodes, Map<ElkEdge, Line> edges, String from, String to, boolean carriesData) {
        var source = nodes.get(from);
        var target = nodes.get(to);
        if (source != null && target != null) {
            edges.put(ElkGraphUtil.createSimpleEdge(source, target), new Line(from, to, carriesData, List.of()));
        }
    }

    private static String label(TaskSpec task) {
        var id = task.taskId();
        return id.length() <= LONGEST_LABEL ? id : id.substring(0, LONGEST_LABEL - 1) + "…";
    }

    private static Box box(TaskSpec task, Map<String, ElkNode> nodes) {
        var node = Objects.requireNonNull(nodes.get(task.taskId()));
        Point corner = GroupNodes.corner(node);
        return new Box(task.taskId(), label(task), (int) corner.x(), (int) corner.y(), (int) node.getWidth(), HEIGHT);
    }

    private static Line routed(ElkEdge edge, Line line) {
        List<Point> points = new ArrayList<>();
        Point from = GroupNodes.corner(edge.getContainingNode());
        for (ElkEdgeSection section : edge.getSections()) {
            points.add(from.plus(section.getStartX(), section.getStartY()));
            section.getBendPoints().forEach(bend -> points.add(from.plus(bend.getX(), bend.getY())));
            points.add(from.plus(section.getEndX(), section.getEndY()));
        }
        return new Line(line.from(), line.to(), line.carriesData(), points);
    }
}
