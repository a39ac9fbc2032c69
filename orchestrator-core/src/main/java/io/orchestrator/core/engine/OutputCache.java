package io.orchestrator.core.engine;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Recent outputs, so that a successor gets its inputs without a read; the least recently used leave first. */
final class OutputCache {

    private final long limit;
    private final Map<UUID, JsonNode> values = new LinkedHashMap<>(64, 0.75f, true);
    private long size;

    OutputCache(long limit) {
        this.limit = limit;
    }

    void put(UUID attemptId, JsonNode value) {
        if (values.put(attemptId, value) == null) {
            size += weight(value);
        }
        var oldest = values.entrySet().iterator();
        while (size > limit && oldest.hasNext()) {
            size -= weight(oldest.next().getValue());
            oldest.remove();
        }
    }

    @Nullable
    JsonNode get(UUID attemptId) {
        return values.get(attemptId);
    }

    void clear() {
        values.clear();
        size = 0;
    }

    /** About how many bytes a value takes as JSON. */
    static long weight(JsonNode value) {
        if (value.isString()) {
            return value.stringValue().length() + 4L;
        }
        long sum = 8;
        for (Map.Entry<String, JsonNode> property : value.properties()) {
            sum += property.getKey().length() + 4L;
        }
        for (JsonNode child : value) {
            sum += weight(child);
        }
        return sum;
    }
}
