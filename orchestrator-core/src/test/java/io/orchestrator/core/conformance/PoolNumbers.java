package io.orchestrator.core.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.core.pool.PoolCounts;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The numbers that are shown of a pool. */
final class PoolNumbers {

    private PoolNumbers() {}

    static void check(Case testCase) {
        Map<String, Integer> slots = new HashMap<>();
        for (JsonNode instance : testCase.json().required("instances")) {
            slots.merge(
                    instance.required("state").asString(),
                    instance.required("pool_slots").asInt(),
                    Integer::sum);
        }
        PoolCounts ours = new PoolCounts(
                testCase.json().required("slots").asInt(),
                testCase.flag("include_deferred"),
                slots.getOrDefault("running", 0),
                slots.getOrDefault("queued", 0),
                slots.getOrDefault("scheduled", 0),
                slots.getOrDefault("deferred", 0));
        JsonNode expected = testCase.json().required("expect");
        assertThat(ours.open()).isEqualTo(number(expected, "open"));
        assertThat(ours.running()).isEqualTo(number(expected, "running"));
        assertThat(ours.queued()).isEqualTo(number(expected, "queued"));
        assertThat(ours.deferred()).isEqualTo(number(expected, "deferred"));
        assertThat(ours.scheduled()).isEqualTo(number(expected, "scheduled"));
        assertThat(ours.occupied()).isEqualTo(number(expected, "occupied"));
        assertThat(ours.slots() < 0 ? null : (Integer) ours.slots()).isEqualTo(number(expected, "total"));
    }

    private static @Nullable Integer number(JsonNode expected, String field) {
        JsonNode number = expected.required(field);
        return number.isNull() ? null : number.asInt();
    }
}
