package io.orchestrator.web.dag.layout;

import io.orchestrator.protocol.graph.DagGraph;
import io.orchestrator.protocol.graph.TaskSpec;
import io.orchestrator.web.dag.layout.GraphPicture.Box;
import io.orchestrator.web.dag.layout.GraphPicture.Line;
import io.orchestrator.web.dag.layout.GraphPicture.Point;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
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
import org.jspecify.annotations.Nullable;

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

    /** What is drawn as one box: a task, or all tasks of a folded group. */
    private record Shown(String id, boolean group) {}

    static GraphPicture of(DagGraph graph, Folding folding) {
        var root = root();
        var groups = GroupNodes.of(graph, root);
        var inside = folding.tasks();
        Map<String, Shown> shown = new HashMap<>();
        Map<Shown, ElkNode> nodes = new LinkedHashMap<>();
        Map<Shown, String> labels = new HashMap<>();
        for (TaskSpec task : graph.tasks()) {
            var group = folding.around(task);
            var box = new Shown(group == null ? task.taskId() : group, group != null);
            shown.put(task.taskId(), box);
            var label = group == null
                    ? cut(task.taskId())
                    : cut("%s (%d)"
                            .formatted(
                                    groups.label(group),
                                    inside.getOrDefault(group, List.of()).size()));
            labels.put(box, label);
            nodes.computeIfAbsent(box, any -> node(group == null ? groups.around(task) : groups.outside(group), label));
        }
        groups.dropEmpty();
        Map<ElkEdge, Line> edges = new LinkedHashMap<>();
        var drawn = new HashSet<List<Object>>();
        for (TaskSpec task : graph.tasks()) {
            var to = Objects.requireNonNull(shown.get(task.taskId()));
            task.inputs().stream().distinct().forEach(from -> connect(nodes, edges, drawn, shown.get(from), to, true));
            task.after().forEach(from -> connect(nodes, edges, drawn, shown.get(from), to, false));
        }
        return picture(
                root,
                groups::frames,
                nodes.entrySet().stream()
                        .map(node -> new Drawn(
                                node.getKey().id(),
                                node.getKey().group(),
                                Objects.requireNonNull(labels.get(node.getKey())),
                                node.getValue()))
                        .toList(),
                edges);
    }

    /** A box, with what stands for it while the layout is made. */
    record Drawn(String id, boolean group, String label, ElkNode node) {}

    /** @param frames what lies around boxes; known only after the layout */
    static GraphPicture picture(
            ElkNode root, Supplier<List<GraphPicture.Frame>> frames, List<Drawn> boxes, Map<ElkEdge, Line> edges) {
        new RecursiveGraphLayoutEngine().layout(root, new BasicProgressMonitor());
        return new GraphPicture(
                (int) Math.ceil(root.getWidth()),
                (int) Math.ceil(root.getHeight()),
                frames.get(),
                boxes.stream().map(GraphLayout::box).toList(),
                edges.entrySet().stream()
                        .map(edge -> routed(edge.getKey(), edge.getValue()))
                        .toList());
    }

    static ElkNode root() {
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

    static ElkNode node(ElkNode root, String label) {
        var node = ElkGraphUtil.createNode(root);
        node.setWidth(Math.max(NARROWEST, Math.ceil(label.length() * CHARACTER) + BESIDE_LABEL));
        node.setHeight(HEIGHT);
        return node;
    }

    /** Once between two boxes for each kind; nothing from a folded group to itself. */
    private static void connect(
            Map<Shown, ElkNode> nodes,
            Map<ElkEdge, Line> edges,
            Set<List<Object>> drawn,
            @Nullable Shown from,
            Shown to,
            boolean carriesData) {
        if (from == null || from.equals(to) || !drawn.add(List.of(from, to, carriesData))) {
            return;
        }
        var edge = ElkGraphUtil.createSimpleEdge(nodes.get(from), nodes.get(to));
        edges.put(edge, new Line(from.id(), to.id(), carriesData, List.of()));
    }

    static String cut(String id) {
        return id.length() <= LONGEST_LABEL ? id : id.substring(0, LONGEST_LABEL - 1) + "…";
    }

    private static Box box(Drawn drawn) {
        Point corner = GroupNodes.corner(drawn.node());
        return new Box(
                drawn.id(),
                drawn.group(),
                drawn.label(),
                (int) corner.x(),
                (int) corner.y(),
                (int) drawn.node().getWidth(),
                HEIGHT);
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
