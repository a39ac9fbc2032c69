package io.orchestrator.integration.duckdb.feature;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Keeps rows in memory, with their values as JSON, as a server would. */
final class OnlineStoreFake implements OnlineStore {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Map<String, Row> rows = new HashMap<>();

    private static final class Values extends TypeReference<Map<String, @Nullable Object>> {}

    @Override
    public void put(String view, List<Row> more) {
        for (Row row : more) {
            Map<String, @Nullable Object> values = JSON.readValue(JSON.writeValueAsString(row.values()), new Values());
            Row stored = new Row(row.key(), row.eventTime(), row.created(), values);
            rows.merge(view + "/" + row.key(), stored, (old, now) -> now.isNewerThan(old) ? now : old);
        }
    }

    @Override
    public Map<String, Row> get(String view, Collection<String> keys) {
        Map<String, Row> found = new LinkedHashMap<>();
        for (String key : keys) {
            Row row = rows.get(view + "/" + key);
            if (row != null) {
                found.put(key, row);
            }
        }
        return found;
    }
}
