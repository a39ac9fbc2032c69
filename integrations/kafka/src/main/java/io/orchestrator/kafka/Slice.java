package io.orchestrator.kafka;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one run reads of a topic: offsets {@code [from, to)} of each partition. It is the output of a task of its own, so a retry of
 * the task that reads it reads the same.
 *
 * @param parts one for each partition, in order
 */
public record Slice(String topic, List<Part> parts) {

    public Slice {
        parts = List.copyOf(parts);
    }

    /**
     * Of one partition.
     *
     * @param from the first offset
     * @param to the offset after the last one; equal to {@code from} if there is nothing new
     */
    public record Part(int partition, long from, long to) {

        public Part {
            if (from < 0 || to < from) {
                throw new IllegalArgumentException("offsets [" + from + ", " + to + ") of partition " + partition
                        + " are no slice; expected 0 <= from <= to");
            }
        }
    }

    /** Whether nothing is new. */
    public boolean isEmpty() {
        return size() == 0;
    }

    /** How many offsets it has, which is at least how many records. */
    public long size() {
        return parts.stream().mapToLong(part -> part.to - part.from).sum();
    }

    /** Where the next slice begins, by partition. */
    Map<Integer, Long> ends() {
        Map<Integer, Long> ends = new TreeMap<>();
        parts.forEach(part -> ends.put(part.partition, part.to));
        return ends;
    }
}
