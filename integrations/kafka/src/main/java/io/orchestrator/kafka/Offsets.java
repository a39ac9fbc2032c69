package io.orchestrator.kafka;

import io.orchestrator.sdk.DatasetVersion;
import io.orchestrator.sdk.NoRetryException;
import io.orchestrator.sdk.Staging;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Up to where topics are in a dataset: {@code kafka} in the meta of a version, by topic and partition. */
final class Offsets {

    private static final String KEY = "kafka";

    private Offsets() {}

    /**
     * Of one topic, by partition; empty: the version says nothing of it.
     *
     * @throws NoRetryException if what it says cannot be read
     */
    static Optional<Map<Integer, Long>> of(DatasetVersion version, String topic) {
        if (!(all(version).get(topic) instanceof Map<?, ?> offsets)) {
            return Optional.empty();
        }
        Map<Integer, Long> ends = new TreeMap<>();
        offsets.forEach((partition, end) -> {
            if (!(end instanceof Number number)) {
                throw new NoRetryException("the offsets of topic '" + topic + "' in version " + version.number()
                        + " of dataset '" + version.dataset() + "' are " + offsets + ", expected a number each");
            }
            ends.put(Integer.valueOf(String.valueOf(partition)), number.longValue());
        });
        return Optional.of(ends);
    }

    /** Says in the version that it goes up to the end of the slice, and up to where it went of other topics. */
    static void write(Staging staging, Slice slice) {
        Map<String, Object> all = carried(staging);
        Map<String, Object> ends = new LinkedHashMap<>();
        slice.ends().forEach((partition, end) -> ends.put(String.valueOf(partition), end));
        all.put(slice.topic(), ends);
        staging.meta(KEY, all);
    }

    static void carry(Staging staging) {
        Map<String, Object> all = carried(staging);
        if (!all.isEmpty()) {
            staging.meta(KEY, all);
        }
    }

    private static Map<String, Object> carried(Staging staging) {
        Map<String, Object> all = new LinkedHashMap<>();
        staging.parent()
                .ifPresent(parent -> all(parent).forEach((topic, ends) -> all.put(String.valueOf(topic), ends)));
        return all;
    }

    private static Map<?, ?> all(DatasetVersion version) {
        return version.meta().get(KEY) instanceof Map<?, ?> topics ? topics : Map.of();
    }
}
