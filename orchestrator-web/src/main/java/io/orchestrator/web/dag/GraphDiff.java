package io.orchestrator.web.dag;

import io.orchestrator.protocol.Json;
import io.orchestrator.protocol.graph.DagGraph;
import io.orchestrator.protocol.graph.TaskSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What is different between two versions of a DAG, field by field as an author knows them. Pure. */
public final class GraphDiff {

    private GraphDiff() {}

    /**
     * One difference.
     *
     * @param where a task's id, or empty: the DAG itself
     * @param what the name of the field; empty: the whole task came or went
     * @param before as JSON or words; empty: it was not there
     * @param after as JSON or words; empty: it is not there any more
     */
    public record Change(String where, String what, String before, String after) {}

    /** The DAG's own fields first, then task by task in the order of the newer version, then tasks that are gone. */
    public static List<Change> between(DagGraph before, DagGraph after) {
        List<Change> changes = new ArrayList<>();
        fields(without(tree(before), "tasks", "dagId"), without(tree(after), "tasks", "dagId"), "", changes);
        var old = tasks(before);
        var now = tasks(after);
        now.forEach((id, task) -> {
            var known = old.get(id);
            if (known == null) {
                changes.add(new Change(id, "", "", "new"));
            } else {
                fields(tree(known), tree(task), id, changes);
            }
        });
        old.keySet().stream()
                .filter(id -> !now.containsKey(id))
                .forEach(id -> changes.add(new Change(id, "", "was there", "")));
        return changes;
    }

    private static Map<String, TaskSpec> tasks(DagGraph graph) {
        Map<String, TaskSpec> tasks = new LinkedHashMap<>();
        graph.tasks().forEach(task -> tasks.put(task.taskId(), task));
        return tasks;
    }

    private static void fields(JsonNode before, JsonNode after, String where, List<Change> changes) {
        var names = new TreeSet<String>(before.propertyNames());
        names.addAll(after.propertyNames());
        for (String name : names) {
            var was = words(before.path(name));
            var is = words(after.path(name));
            if (!was.equals(is)) {
                changes.add(new Change(where, name, was, is));
            }
        }
    }

    private static String words(JsonNode value) {
        return value.isMissingNode() || value.isNull() || (value.isContainer() && value.isEmpty())
                ? ""
                : value.isString() ? value.asString() : value.toString();
    }

    private static JsonNode tree(Object spec) {
        return Json.MAPPER.valueToTree(spec);
    }

    private static JsonNode without(JsonNode object, String... names) {
        var copy = (ObjectNode) object;
        for (String name : names) {
            copy.remove(name);
        }
        return copy;
    }
}
