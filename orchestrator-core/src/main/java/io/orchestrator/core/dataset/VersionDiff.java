package io.orchestrator.core.dataset;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/**
 * What is different between two versions.
 *
 * @param files by name: only those that are not the same
 * @param sameFiles how many are
 * @param columns by name: only those that are not the same
 * @param meta by key: only what is not the same
 */
public record VersionDiff(
        Map<String, Change> files, int sameFiles, Map<String, Change> columns, Map<String, Change> meta) {

    /**
     * Something that is different.
     *
     * @param before JSON null: it was not there
     * @param after JSON null: it is not there any more
     */
    public record Change(JsonNode before, JsonNode after) {

        /** {@code added}, {@code removed} or {@code changed}. */
        public String kind() {
            return before.isNull() ? "added" : after.isNull() ? "removed" : "changed";
        }
    }

    /**
     * One of the two.
     *
     * @param files objects with name, sha256 and bytes
     * @param columns objects with name, type and nullable
     * @param meta an object
     */
    public record Side(List<JsonNode> files, JsonNode columns, JsonNode meta) {}

    public static VersionDiff of(Side before, Side after) {
        Map<String, JsonNode> filesBefore = byName(before.files());
        Map<String, JsonNode> filesAfter = byName(after.files());
        Map<String, Change> files = changes(filesBefore, filesAfter);
        long gone = files.values().stream()
                .filter(change -> !change.before().isNull())
                .count();
        return new VersionDiff(
                files,
                filesBefore.size() - (int) gone,
                changes(byName(list(before.columns())), byName(list(after.columns()))),
                changes(fields(before.meta()), fields(after.meta())));
    }

    private static Map<String, Change> changes(Map<String, JsonNode> before, Map<String, JsonNode> after) {
        Map<String, Change> changes = new TreeMap<>();
        before.forEach((name, old) -> {
            JsonNode now = after.get(name);
            if (!Objects.equals(old, now)) {
                changes.put(name, new Change(old, now == null ? NullNode.getInstance() : now));
            }
        });
        after.forEach((name, now) -> {
            if (!before.containsKey(name)) {
                changes.put(name, new Change(NullNode.getInstance(), now));
            }
        });
        return changes;
    }

    private static List<JsonNode> list(JsonNode array) {
        List<JsonNode> all = new ArrayList<>();
        array.forEach(all::add);
        return all;
    }

    /** Of two with one name, as versions that append may have them, the second is told apart. */
    private static Map<String, JsonNode> byName(List<JsonNode> objects) {
        Map<String, JsonNode> all = new LinkedHashMap<>();
        for (JsonNode object : objects) {
            String name = object.path("name").asString("");
            String free = name;
            for (int more = 2; all.containsKey(free); more++) {
                free = name + " (" + more + ")";
            }
            all.put(free, object);
        }
        return all;
    }

    private static Map<String, JsonNode> fields(JsonNode object) {
        Map<String, JsonNode> all = new LinkedHashMap<>();
        object.properties().forEach(field -> all.put(field.getKey(), field.getValue()));
        return all;
    }
}
