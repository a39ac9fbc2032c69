package io.orchestrator.kafka;

import io.orchestrator.kafka.Slice.Part;
import io.orchestrator.sdk.NoRetryException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;

/** Reads one slice to its end. */
final class SliceReader {

    private static final Duration ONE_POLL = Duration.ofMillis(500);

    private final Slice slice;
    private final String servers;
    private final Duration patience;
    private final Map<TopicPartition, Part> open = new HashMap<>();

    SliceReader(Slice slice, String servers, Duration patience) {
        this.slice = slice;
        this.servers = servers;
        this.patience = patience;
    }

    long read(Consumer<byte[], byte[]> consumer, SliceWriter writer) throws Exception {
        for (Part part : slice.parts()) {
            if (part.to() > part.from()) {
                open.put(new TopicPartition(slice.topic(), part.partition()), part);
            }
        }
        consumer.assign(open.keySet());
        open.forEach((partition, part) -> consumer.seek(partition, part.from()));
        refuseLoss(consumer);
        long rows = 0;
        long lastProgress = System.nanoTime();
        long reached = reached(consumer);
        while (!open.isEmpty()) {
            for (ConsumerRecord<byte[], byte[]> message : poll(consumer)) {
                rows += write(message, writer);
            }
            long now = reached(consumer);
            if (now > reached) {
                reached = now;
                lastProgress = System.nanoTime();
            } else if (System.nanoTime() - lastProgress > patience.toNanos()) {
                throw stalled(consumer);
            }
            closeEnded(consumer);
        }
        return rows;
    }

    /** What is lost between deciding and reading shows here; what is lost while it is read, in the next poll. */
    private void refuseLoss(Consumer<?, ?> consumer) {
        consumer.beginningOffsets(open.keySet()).forEach((partition, begin) -> {
            if (begin > part(partition).from()) {
                throw lost(partition, begin);
            }
        });
    }

    private Iterable<ConsumerRecord<byte[], byte[]>> poll(Consumer<byte[], byte[]> consumer) {
        try {
            return consumer.poll(ONE_POLL);
        } catch (OffsetOutOfRangeException e) {
            Map<TopicPartition, Long> begins = consumer.beginningOffsets(e.partitions());
            TopicPartition partition = e.partitions().iterator().next();
            throw lost(partition, begins.getOrDefault(partition, part(partition).to()));
        }
    }

    private int write(ConsumerRecord<byte[], byte[]> message, SliceWriter writer) {
        Part part = part(new TopicPartition(message.topic(), message.partition()));
        if (message.offset() >= part.to()) {
            return 0;
        }
        try {
            writer.write(message);
            return 1;
        } catch (Exception e) {
            throw new IllegalStateException(
                    "the record at offset " + message.offset() + " of partition " + message.partition() + " of topic '"
                            + slice.topic() + "' could not be written: " + e,
                    e);
        }
    }

    /** Positions, not records, say how far it is: offsets may belong to transactions or be compacted away. */
    private void closeEnded(Consumer<?, ?> consumer) {
        List<TopicPartition> ended = open.keySet().stream()
                .filter(partition ->
                        consumer.position(partition) >= part(partition).to())
                .toList();
        consumer.pause(ended);
        open.keySet().removeAll(ended);
    }

    private long reached(Consumer<?, ?> consumer) {
        return consumer.assignment().stream().mapToLong(consumer::position).sum();
    }

    private Part part(TopicPartition partition) {
        return slice.parts().stream()
                .filter(part -> part.partition() == partition.partition())
                .findFirst()
                .orElseThrow();
    }

    private NoRetryException lost(TopicPartition partition, long begin) {
        Part part = part(partition);
        return new NoRetryException("topic '" + slice.topic() + "' at " + servers + " begins at offset " + begin
                + " of partition " + part.partition() + ", so offsets [" + part.from() + ", "
                + Math.min(begin, part.to())
                + ") of the slice are lost: the topic's retention has deleted them. Lengthen it; a new run decides on a"
                + " slice that is there");
    }

    private IllegalStateException stalled(Consumer<?, ?> consumer) {
        StringBuilder missing = new StringBuilder();
        open.forEach((partition, part) -> missing.append(missing.isEmpty() ? "" : ", ")
                .append("partition ")
                .append(part.partition())
                .append(" from offset ")
                .append(consumer.position(partition))
                .append(" to ")
                .append(part.to()));
        return new IllegalStateException(
                "Kafka at " + servers + " has not delivered anything of topic '" + slice.topic()
                        + "' for " + patience.toSeconds() + " s; missing: " + missing
                        + ". Is a broker down? Nothing was published, a retry reads the same slice");
    }
}
