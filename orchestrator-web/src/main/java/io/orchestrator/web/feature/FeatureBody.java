package io.orchestrator.web.feature;

import io.orchestrator.core.feature.OnlineValue;
import io.orchestrator.web.api.Body;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Online features as they were sent. */
final class FeatureBody {

    private static final int MOST_ROWS = 10_000;
    private static final int MOST_KEYS = 1_000;
    private static final int LONGEST_KEY = 500;
    private static final int SECONDS_OF_TEN_YEARS = 315_360_000;

    private FeatureBody() {}

    /** Rows to write: {@code {"ttl_seconds": 604800, "rows": [{"key": "JFK", "event_ts": ..., "features": {...}}]}}. */
    static List<OnlineValue> rows(JsonNode json) {
        var body = Body.of(json, Set.of("rows", "ttl_seconds"));
        var ttl = body.integer("ttl_seconds").map(FeatureBody::ttl);
        var rows = body.list("rows");
        if (rows.isEmpty() || rows.size() > MOST_ROWS) {
            throw Body.invalid("rows", "There are %d: expected 1 to %d".formatted(rows.size(), MOST_ROWS));
        }
        var values = new ArrayList<OnlineValue>(rows.size());
        for (var row : rows) {
            values.add(value(row, values.size(), ttl));
        }
        return values;
    }

    private static Duration ttl(int seconds) {
        if (seconds < 1 || seconds > SECONDS_OF_TEN_YEARS) {
            throw Body.invalid("ttl_seconds", "It is %d: expected 1 to %d".formatted(seconds, SECONDS_OF_TEN_YEARS));
        }
        return Duration.ofSeconds(seconds);
    }

    private static OnlineValue value(JsonNode row, int place, Optional<Duration> ttl) {
        var name = "rows[%d].".formatted(place);
        var body = Body.of(row, Set.of("key", "event_ts", "features"));
        var eventTime = body.instant("event_ts")
                .orElseThrow(() -> Body.invalid(name + "event_ts", "It is missing: expected a time"));
        var features = body.object("features")
                .orElseThrow(() -> Body.invalid(name + "features", "It is missing: expected a JSON object"));
        return new OnlineValue(
                key(body.value("key").orElse(null), name + "key"),
                eventTime,
                ttl.map(eventTime::plus).orElse(null),
                features);
    }

    /** The keys to look up. */
    static List<String> keys(Body body) {
        var keys = body.list("keys");
        if (keys.isEmpty() || keys.size() > MOST_KEYS) {
            throw Body.invalid("keys", "There are %d: expected 1 to %d".formatted(keys.size(), MOST_KEYS));
        }
        return keys.stream().map(key -> key(key, "keys")).toList();
    }

    private static String key(@Nullable JsonNode key, String name) {
        if (key == null
                || !key.isString()
                || key.stringValue().isEmpty()
                || key.stringValue().length() > LONGEST_KEY) {
            throw Body.invalid(name, "It is %s: expected a text of 1 to %d characters".formatted(key, LONGEST_KEY));
        }
        return key.stringValue();
    }
}
