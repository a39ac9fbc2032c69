package io.orchestrator.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orchestrator.kafka.Slice.Part;
import io.orchestrator.kafka.broker.KafkaBroker;
import io.orchestrator.sdk.NoRetryException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Slices of topics of a real broker. */
@Timeout(300)
class KafkaBrokerTest {

    @TempDir
    static Path brokerFolder;

    private static KafkaBroker broker;

    @TempDir
    Path folder;

    private Lake lake;
    private String topic;

    @BeforeAll
    static void start() throws Exception {
        broker = new KafkaBroker(brokerFolder);
    }

    @AfterAll
    static void stop() throws Exception {
        broker.close();
    }

    @BeforeEach
    void begin(TestInfo test) {
        lake = new Lake(folder);
        topic = test.getTestMethod().orElseThrow().getName();
    }

    private KafkaSlices slices() {
        return KafkaSlices.of(broker.servers(), topic);
    }

    private void topic(int partitions) throws Exception {
        try (Admin admin = broker.admin()) {
            admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1)))
                    .all()
                    .get();
        }
    }

    private KafkaProducer<byte[], byte[]> producer(Map<String, Object> more) {
        var settings = new HashMap<String, Object>(more);
        settings.put("bootstrap.servers", broker.servers());
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private ProducerRecord<byte[], byte[]> message(int partition, int number) {
        return new ProducerRecord<>(
                topic, partition, ("key " + number).getBytes(UTF_8), ("{\"number\":" + number + "}").getBytes(UTF_8));
    }

    /** Numbers, one partition after the other in turn. */
    private void send(int partitions, int from, int to) throws Exception {
        try (var producer = producer(Map.of())) {
            List<Future<?>> sent = new ArrayList<>();
            for (int number = from; number < to; number++) {
                sent.add(producer.send(message(number % partitions, number)));
            }
            for (Future<?> each : sent) {
                each.get();
            }
        }
    }

    private List<Integer> numbers() throws Exception {
        return lake.lines().stream()
                .map(line -> (Map<?, ?>) Objects.requireNonNull(line.get("value")))
                .map(value -> ((Number) Objects.requireNonNull(value.get("number"))).intValue())
                .sorted()
                .toList();
    }

    private static List<Integer> all(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }

    private long readNext(KafkaSlices slices) throws Exception {
        Slice slice = slices.next(lake.last());
        Lake.Attempt attempt = lake.attempt();
        long rows = slices.read(slice, attempt);
        attempt.publish();
        return rows;
    }

    @Test
    void eachRecordGetsIntoTheDatasetOnceAndARetryReadsTheSameSlice() throws Exception {
        topic(3);
        send(3, 0, 1_000);
        Slice slice = slices().next(lake.last());
        send(3, 1_000, 1_500);

        Lake.Attempt failed = lake.attempt();
        assertThat(slices().read(slice, failed)).isEqualTo(1_000);
        Lake.Attempt retry = lake.attempt();
        assertThat(slices().read(slice, retry)).isEqualTo(1_000);
        retry.publish();

        assertThat(numbers()).isEqualTo(all(0, 1_000));
        assertThat(retry.rows()).isEqualTo(1_000);
        assertThat(lake.lines())
                .anySatisfy(line -> assertThat(line)
                        .containsEntry("partition", 0L)
                        .containsEntry("offset", 0L)
                        .containsEntry("key", "key 0")
                        .containsKey("timestamp"));
        assertThat(readNext(slices())).isEqualTo(500);
        assertThat(numbers()).isEqualTo(all(0, 1_500));

        // A task that was cleared after its version was published.
        Lake.Attempt again = lake.attempt();
        assertThat(slices().read(slice, again)).isZero();
        assertThat(again.discarded).isTrue();
    }

    @Test
    void nothingNewIsAnEmptySliceOfWhichNoVersionComes() throws Exception {
        topic(2);
        Lake.Attempt first = lake.attempt();
        Slice slice = slices().next(Optional.empty());

        assertThat(slice.isEmpty()).isTrue();
        assertThat(slices().read(slice, first)).isZero();
        assertThat(first.discarded).isTrue();
    }

    @Test
    void aSliceIsBoundedAndNoPartitionWaitsForALongerOne() throws Exception {
        topic(2);
        send(1, 0, 900);
        try (var producer = producer(Map.of())) {
            for (int number = 900; number < 1_000; number++) {
                producer.send(message(1, number)).get();
            }
        }
        KafkaSlices small = slices().atMost(300);

        assertThat(small.next(lake.last()).parts()).containsExactly(new Part(0, 0, 200), new Part(1, 0, 100));
        int slices = 0;
        while (readNext(small) > 0) {
            slices++;
        }

        assertThat(slices).isEqualTo(4);
        assertThat(numbers()).isEqualTo(all(0, 1_000));
    }

    @Test
    void onlyWhatTransactionsHaveCommittedIsRead() throws Exception {
        topic(1);
        try (var producer = producer(Map.of("transactional.id", "t"));
                var open = producer(Map.of("transactional.id", "open"))) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(message(0, 0));
            producer.commitTransaction();
            producer.beginTransaction();
            producer.send(message(0, 666)).get();
            producer.abortTransaction();
            producer.beginTransaction();
            producer.send(message(0, 1));
            producer.commitTransaction();
            open.initTransactions();
            open.beginTransaction();
            open.send(message(0, 2)).get();

            assertThat(readNext(slices())).isEqualTo(2);
            assertThat(numbers()).containsExactly(0, 1);

            open.commitTransaction();
        }
        assertThat(readNext(slices())).isEqualTo(1);
        assertThat(numbers()).containsExactly(0, 1, 2);
    }

    @Test
    void whatRetentionHasDeletedIsNamedAndOnlyLeftOutIfThatIsAccepted() throws Exception {
        topic(1);
        send(1, 0, 100);
        readNext(slices());
        send(1, 100, 200);
        Slice decided = slices().next(lake.last());
        try (Admin admin = broker.admin()) {
            admin.deleteRecords(Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(150)))
                    .all()
                    .get();
        }

        assertThatThrownBy(() -> slices().read(decided, lake.attempt()))
                .isInstanceOf(NoRetryException.class)
                .hasMessageContaining(
                        "begins at offset 150 of partition 0, so offsets [100, 150) of the slice are lost");
        assertThatThrownBy(() -> slices().next(lake.last()))
                .isInstanceOf(NoRetryException.class)
                .hasMessageContaining("has lost offsets [100, 150) of partition 0, 50 of them");
        assertThat(readNext(slices().acceptingLoss())).isEqualTo(50);
        List<Integer> kept = new ArrayList<>(all(0, 100));
        kept.addAll(all(150, 200));
        assertThat(numbers()).isEqualTo(kept);
    }

    @Test
    void aTopicThatIsNotThereOrWasMadeAnewIsAnError() throws Exception {
        assertThatThrownBy(() -> slices().patience(Duration.ofSeconds(5)).next(Optional.empty()))
                .isInstanceOf(NoRetryException.class)
                .hasMessageStartingWith("there is no topic '" + topic + "' at 127.0.0.1:");
        topic(1);
        send(1, 0, 10);
        readNext(slices());
        String old = topic;
        topic = "other";
        topic(1);
        try (Admin admin = broker.admin()) {
            admin.deleteTopics(List.of(old)).all().get();
        }
        assertThatThrownBy(() -> slices().next(lake.last()))
                .isInstanceOf(NoRetryException.class)
                .hasMessageContaining("says nothing of topic 'other'");
        assertThat(slices().fromEarliest().next(lake.last()).isEmpty()).isTrue();
    }

    @Test
    void aTopicThatEndsBeforeWhatWasReadWasMadeAnew() throws Exception {
        topic(1);
        send(1, 0, 10);
        Lake.Attempt wrong = lake.attempt();
        wrong.meta("kafka", Map.of(topic, Map.of("0", 50)));
        wrong.publish();

        assertThatThrownBy(() -> slices().next(lake.last()))
                .isInstanceOf(NoRetryException.class)
                .hasMessageContaining("ends at offset 10 of partition 0, but 50 was read already");
    }

    @Test
    void twoRunsAtOnceDoNotAddTheSameTwice() throws Exception {
        topic(1);
        send(1, 0, 10);
        readNext(slices());
        send(1, 10, 20);
        Slice mine = slices().next(lake.last());
        readNext(slices().atMost(5));

        assertThatThrownBy(() -> slices().read(mine, lake.attempt()))
                .isInstanceOf(NoRetryException.class)
                .hasMessageContaining(
                        "begins at offset 10 of partition 0, but dataset 'events' goes up to 15 in version 2");
    }

    @Test
    void anotherWriterOfTheDatasetCarriesTheOffsetsOn() throws Exception {
        topic(1);
        send(1, 0, 10);
        readNext(slices());
        Lake.Attempt batch = lake.attempt();
        KafkaSlices.carryOffsets(batch);
        batch.publish();

        assertThat(readNext(slices())).isZero();
        send(1, 10, 11);
        assertThat(readNext(slices())).isEqualTo(1);
    }

    @Test
    void aBrokerThatGoesInTheMiddleIsAnErrorAndTheRetryReadsTheSameSlice() throws Exception {
        topic(1);
        send(1, 0, 5_000);
        KafkaSlices slices = slices().patience(Duration.ofSeconds(3))
                .with("max.poll.records", 100)
                .with("max.partition.fetch.bytes", 2_048);
        Slice slice = slices.next(lake.last());
        Lake.Attempt attempt = lake.attempt();
        try {
            assertThatThrownBy(() -> slices.read(slice, attempt, new KillingWriter()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageMatching("Kafka at 127.0.0.1:\\d+ has not delivered anything of topic '" + topic
                            + "' for 3 s; missing: partition 0 from offset \\d+ to 5000\\. Is a broker down\\?"
                            + " Nothing was published, a retry reads the same slice");
            assertThat(attempt.rows()).isEqualTo(-1);
            assertThatThrownBy(() -> slices.next(lake.last()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("did not answer for topic");
        } finally {
            broker.restart();
        }
        Lake.Attempt retry = lake.attempt();

        assertThat(slices().read(slice, retry)).isEqualTo(5_000);
        retry.publish();
        assertThat(numbers()).isEqualTo(all(0, 5_000));
    }

    /** Takes the broker away after some records. */
    private static final class KillingWriter implements SliceWriter {

        private int written;

        @Override
        public void write(ConsumerRecord<byte[], byte[]> message) throws Exception {
            if (++written == 150) {
                broker.kill();
            }
        }

        @Override
        public void close() {}
    }

    @Test
    void aRecordThatCannotBeWrittenIsNamed() throws Exception {
        topic(1);
        try (var producer = producer(Map.of())) {
            producer.send(new ProducerRecord<>(topic, 0, null, new byte[] {'a', (byte) 0xff}))
                    .get();
        }

        assertThatThrownBy(() -> slices().read(slices().next(Optional.empty()), lake.attempt()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(
                        "the record at offset 0 of partition 0 of topic '" + topic + "' could not be written");
    }
}
