package io.orchestrator.web.dag.layout;

import io.orchestrator.protocol.graph.DagGraph;
import io.orchestrator.protocol.graph.GroupSpec;
import io.orchestrator.protocol.graph.TaskSpec;
import io.orchestrator.web.dag.layout.GraphPicture.Frame;
import io.orchestrator.web.dag.layout.GraphPicture.Point;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.elk.core.math.ElkPadding;
import org.eclipse.elk.core.options.CoreOptions;
import org.eclipse.elk.graph.ElkNode;
import org.eclipse.elk.graph.util.ElkGraphUtil;
import org.jspecify.annotations.Nullable;

/** The nodes of a graph's groups, one within the other. */
final class GroupNodes {

    private static final double TITLE = 30;
    private static final double INSIDE = 14;

    private final ElkNode root;
    private final Map<String, GroupSpec> groups = new LinkedHashMap<>();
    private final Map<String, ElkNode> nodes = new HashMap<>();

    private GroupNodes(ElkNode root) {
        this.root = root;
    }

    static GroupNodes of(DagGraph graph, ElkNode root) {
        var all = new GroupNodes(root);
        for (GroupSpec group : graph.groups()) {
            int dot = group.groupId().lastIndexOf('.');
            var node = ElkGraphUtil.createNode(
                    all.node(dot < 0 ? null : group.groupId().substring(0, dot)));
            node.setProperty(CoreOptions.PADDING, new ElkPadding(TITLE, INSIDE, INSIDE, INSIDE));
            all.groups.put(group.groupId(), group);
            all.nodes.put(group.groupId(), node);
        }
        return all;
    }

    /** What a task is drawn in: the node of its innermost group, or the root. */
    ElkNode around(TaskSpec task) {
        return node(task.control().group());
    }

    /** What a folded group is drawn in. */
    ElkNode outside(String groupId) {
        return node(Folding.outer(groupId));
    }

    /** A group's label, or the last part of its id; of a mapped group with brackets behind it. */
    String label(String groupId) {
        var group = groups.get(groupId);
        if (group == null) {
            return groupId;
        }
        var name = group.label() == null ? groupId.substring(groupId.lastIndexOf('.') + 1) : group.label();
        return group.mapping() == null ? name : name + " []";
    }

    private ElkNode node(@Nullable String groupId) {
        return groupId == null ? root : nodes.getOrDefault(groupId, root);
    }

    /** A group without tasks is not drawn. */
    void dropEmpty() {
        for (var groupId : List.copyOf(groups.keySet()).reversed()) {
            var node = node(groupId);
            if (node.getChildren().isEmpty()) {
                node.getParent().getChildren().remove(node);
                groups.remove(groupId);
            }
        }
    }

    /** Where the groups lie, outer ones first. */
    List<Frame> frames() {
        return groups.values().stream()
                .map(group -> frame(group, node(group.groupId())))
                .toList();
    }

    private Frame frame(GroupSpec group, ElkNode node) {
        Point corner = corner(node);
        return new Frame(
                group.groupId(),
                label(group.groupId()),
                (int) corner.x(),
                (int) corner.y(),
                (int) Math.ceil(node.getWidth()),
                (int) Math.ceil(node.getHeight()));
    }

    /** The upper left corner of a node, as it lies in the whole picture. */
    static Point corner(ElkNode node) {
        double x = 0;
        double y = 0;
        for (ElkNode outer = node; outer != null; outer = outer.getParent()) {
            x += outer.getX();
            y += outer.getY();
        }
        return new Point(x, y);
    }
}
