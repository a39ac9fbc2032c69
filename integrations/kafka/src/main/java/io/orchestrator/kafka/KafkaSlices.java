package io.orchestrator.kafka;

import io.orchestrator.kafka.Slice.Part;
import io.orchestrator.sdk.Connection;
import io.orchestrator.sdk.DatasetVersion;
import io.orchestrator.sdk.NoRetryException;
import io.orchestrator.sdk.Staging;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * A topic into a dataset, slice by slice, each record once. One task decides {@link #next the next slice} and returns it, another
 * one {@link #read(Slice, Staging) reads} it into the dataset, as docs/data.md shows.
 *
 * <p>The offsets are published with the version that has the records, so neither is there without the other. Only what transactions
 * have committed is read. No offset is committed to Kafka.
 */
public final class KafkaSlices {

    private static final long MOST = 1_000_000;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String servers;
    private final String topic;
    private final Map<String, Object> settings;
    private final long most;
    private final Duration patience;
    private final boolean fromEarliest;
    private final boolean lossAccepted;

    private KafkaSlices(
            String servers,
            String topic,
            Map<String, Object> settings,
            long most,
            Duration patience,
            boolean fromEarliest,
            boolean lossAccepted) {
        this.servers = servers;
        this.topic = topic;
        this.settings = settings;
        this.most = most;
        this.patience = patience;
        this.fromEarliest = fromEarliest;
        this.lossAccepted = lossAccepted;
    }

    /** @param servers as in {@code bootstrap.servers}: {@code host:port}, several with commas between */
    public static KafkaSlices of(String servers, String topic) {
        return new KafkaSlices(servers, topic, Map.of(), MOST, PATIENCE, false, false);
    }

    /** @param connection its host and port, and settings of the consumer such as {@code security.protocol} as extra */
    public static KafkaSlices of(Connection connection, String topic) {
        KafkaSlices plain = of(KafkaSettings.servers(connection), topic);
        return new KafkaSlices(
                plain.servers,
                topic,
                Map.copyOf(KafkaSettings.of(connection)),
                plain.most,
                plain.patience,
                plain.fromEarliest,
                plain.lossAccepted);
    }

    /** With another setting of the consumer. */
    public KafkaSlices with(String setting, Object value) {
        Map<String, Object> more = new HashMap<>(settings);
        more.put(setting, value);
        return new KafkaSlices(servers, topic, Map.copyOf(more), most, patience, fromEarliest, lossAccepted);
    }

    /** With at most so many offsets in a slice, over all partitions; a million unless set. */
    public KafkaSlices atMost(long offsets) {
        if (offsets < 1) {
            throw new IllegalArgumentException("a slice of at most " + offsets + " offsets; use 1 or more");
        }
        return new KafkaSlices(servers, topic, settings, offsets, patience, fromEarliest, lossAccepted);
    }

    /** Failing when nothing has come for so long; 30 s unless set. */
    public KafkaSlices patience(Duration longest) {
        return new KafkaSlices(servers, topic, settings, most, longest, fromEarliest, lossAccepted);
    }

    /** Beginning with the oldest record there is if the dataset has versions without offsets of this topic. */
    public KafkaSlices fromEarliest() {
        return new KafkaSlices(servers, topic, settings, most, patience, true, lossAccepted);
    }

    /** Going on after records that the topic's retention has deleted before they were read, instead of failing. */
    public KafkaSlices acceptingLoss() {
        return new KafkaSlices(servers, topic, settings, most, patience, fromEarliest, true);
    }

    /**
     * What comes after a version: up to the end of each partition as it is now, or as much as one slice may have.
     *
     * @param last the newest version; empty: there is none, so from the oldest record there is
     * @throws NoRetryException if there is no such topic, or records between the version and the topic's begin are lost
     * @throws IllegalStateException if no broker answers
     */
    public Slice next(Optional<DatasetVersion> last) throws InterruptedException {
        return ask(consumer ->
                new NextSlice(topic, servers, most, lossAccepted).after(last.flatMap(this::offsets), consumer));
    }

    private Optional<Map<Integer, Long>> offsets(DatasetVersion last) {
        Optional<Map<Integer, Long>> offsets = Offsets.of(last, topic);
        if (offsets.isEmpty() && !fromEarliest) {
            throw new NoRetryException("version " + last.number() + " of dataset '" + last.dataset()
                    + "' says nothing of topic '" + topic + "'; if another task has written it, let that call"
                    + " KafkaSlices.carryOffsets; if the topic is new to the dataset, use fromEarliest()");
        }
        return offsets;
    }

    /** Reads a slice into JSON lines, see {@link #read(Slice, Staging, SliceWriter)}. */
    public long read(Slice slice, Staging staging) throws Exception {
        if (slice.isEmpty()) {
            staging.discard();
            return 0;
        }
        // The ends only grow, so no version that was added before has a file of that name.
        long end = slice.parts().stream().mapToLong(Part::to).sum();
        Path file = staging.file("%s-%015d.jsonl".formatted(topic, end));
        return read(slice, staging, new JsonLines(file));
    }

    /**
     * Reads exactly the slice and says in the version's meta up to where it goes. If it is empty, or the version before has it
     * already, the staging is discarded.
     *
     * @return how many records there were, which the staging is told too
     * @throws NoRetryException if the version before ends elsewhere than the slice begins, or records of it are lost
     * @throws IllegalStateException if records do not come; a retry reads the same slice
     */
    public long read(Slice slice, Staging staging, SliceWriter writer) throws Exception {
        try (writer) {
            if (slice.isEmpty() || !follows(slice, staging)) {
                staging.discard();
                return 0;
            }
            long rows = ask(consumer -> new SliceReader(slice, servers, patience).read(consumer, writer));
            staging.rows(rows);
            Offsets.write(staging, slice);
            return rows;
        }
    }

    /** Lets a version that another task writes into the same dataset say up to where the version before it went. */
    public static void carryOffsets(Staging staging) {
        Offsets.carry(staging);
    }

    private boolean follows(Slice slice, Staging staging) {
        Optional<Map<Integer, Long>> before = staging.parent().flatMap(parent -> Offsets.of(parent, topic));
        if (before.isEmpty()) {
            return true;
        }
        Map<Integer, Long> ends = before.get();
        if (slice.parts().stream().allMatch(part -> ends.getOrDefault(part.partition(), 0L) >= part.to())) {
            return false;
        }
        for (Part part : slice.parts()) {
            long end = ends.getOrDefault(part.partition(), 0L);
            boolean gapAccepted = lossAccepted && part.from() > end;
            if (part.from() != end && !gapAccepted) {
                throw new NoRetryException(
                        "the slice of topic '" + topic + "' begins at offset " + part.from()
                                + " of partition " + part.partition() + ", but dataset '"
                                + staging.dataset().name() + "' goes up to " + end + " in version "
                                + staging.parent().map(DatasetVersion::number).orElse(0L)
                                + ": another run has added to it meanwhile; let the DAG have maxActiveRuns(1), and start a new run");
            }
        }
        return true;
    }

    private interface Question<T> {
        T ask(Consumer<byte[], byte[]> consumer) throws Exception;
    }

    private <T> T ask(Question<T> question) throws InterruptedException {
        return Failures.translated("Kafka at " + servers, topic, () -> {
            try (Consumer<byte[], byte[]> consumer =
                    new KafkaConsumer<>(consumerSettings(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
                return question.ask(consumer);
            }
        });
    }

    private Map<String, Object> consumerSettings() {
        Map<String, Object> all = new HashMap<>(settings);
        all.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, servers);
        all.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        all.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        all.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        all.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        all.putIfAbsent(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 10_000);
        all.putIfAbsent(
                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Math.toIntExact(Math.max(patience.toMillis(), 1_000)));
        all.putIfAbsent(
                ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.toIntExact(Math.max(patience.toMillis(), 1_000)));
        return all;
    }
}
