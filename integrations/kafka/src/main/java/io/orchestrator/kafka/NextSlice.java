package io.orchestrator.kafka;

import io.orchestrator.kafka.Slice.Part;
import io.orchestrator.sdk.NoRetryException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/** Decides which offsets come next. */
record NextSlice(String topic, String servers, long most, boolean lossAccepted) {

    /** @param ends up to where each partition was read; empty: nothing was read yet */
    Slice after(Optional<Map<Integer, Long>> ends, Consumer<?, ?> consumer) {
        List<TopicPartition> partitions = partitions(consumer);
        Map<TopicPartition, Long> first = consumer.beginningOffsets(partitions);
        Map<TopicPartition, Long> last = consumer.endOffsets(partitions);
        List<Part> all = new ArrayList<>();
        for (TopicPartition partition : partitions) {
            long begin = Objects.requireNonNull(first.get(partition));
            long from = ends.isEmpty() ? begin : from(partition, ends.get(), begin);
            long to = Objects.requireNonNull(last.get(partition));
            if (to < from) {
                throw new NoRetryException(
                        "topic '" + topic + "' at " + servers + " ends at offset " + to + " of partition "
                                + partition.partition() + ", but " + from
                                + " was read already; it seems to have been made anew."
                                + " Let a dataset of another name follow it");
            }
            all.add(new Part(partition.partition(), from, to));
        }
        return new Slice(topic, bounded(all));
    }

    private List<TopicPartition> partitions(Consumer<?, ?> consumer) {
        List<PartitionInfo> found = consumer.partitionsFor(topic);
        if (found == null || found.isEmpty()) {
            throw new NoRetryException(
                    "there is no topic '" + topic + "' at " + servers + "; make it, or mend the name in the DAG");
        }
        return found.stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .sorted(Comparator.comparingInt(TopicPartition::partition))
                .toList();
    }

    private long from(TopicPartition partition, Map<Integer, Long> ends, long begin) {
        long end = ends.getOrDefault(partition.partition(), 0L);
        if (begin > end && !lossAccepted) {
            throw new NoRetryException("topic '" + topic + "' at " + servers + " has lost offsets [" + end + ", "
                    + begin
                    + ") of partition " + partition.partition() + ", " + (begin - end) + " of them, before they were"
                    + " read: its retention has deleted them. Lengthen the retention or run more often; to go on"
                    + " without them, use acceptingLoss()");
        }
        return Math.max(begin, end);
    }

    /** Shortest first, so that what a short partition does not need is left to the longer ones. */
    private List<Part> bounded(List<Part> all) {
        List<Part> byLength = new ArrayList<>(all);
        byLength.sort(Comparator.comparingLong(part -> part.to() - part.from()));
        List<Part> bounded = new ArrayList<>();
        long left = most;
        for (int i = 0; i < byLength.size(); i++) {
            Part part = byLength.get(i);
            // The last share has what rounding down left over, so the whole is used and one offset is always taken.
            long share = left / (byLength.size() - i);
            long taken = Math.min(part.to() - part.from(), share);
            bounded.add(new Part(part.partition(), part.from(), part.from() + taken));
            left -= taken;
        }
        bounded.sort(Comparator.comparingInt(Part::partition));
        return bounded;
    }
}
