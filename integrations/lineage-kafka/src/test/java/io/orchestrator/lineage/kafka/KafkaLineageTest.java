package io.orchestrator.lineage.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orchestrator.core.lineage.LineageTarget;
import io.orchestrator.core.lineage.LineageTransport;
import io.orchestrator.kafka.broker.KafkaBroker;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Events to a topic of a real broker. */
@Timeout(300)
class KafkaLineageTest {

    private static final ObjectNode STARTED = event("""
            {"eventType": "START", "run": {"facets": {"parent": {"job": {"namespace": "prod", "name": "flights"}}}}}""");
    private static final ObjectNode PUBLISHED = event("""
            {"dataset": {"namespace": "prod", "name": "rates"}}""");

    @TempDir
    Path folder;

    private static ObjectNode event(String json) {
        return (ObjectNode) JsonMapper.shared().readTree(json);
    }

    private LineageTarget target(URI address, Map<String, String> properties) {
        return LineageTransport.open(folder, address, properties);
    }

    @Test
    void eventsGoToTheTopicAndWaitWhileTheBrokerIsGone() throws Exception {
        try (KafkaBroker broker = new KafkaBroker(folder)) {
            LineageTarget target = target(
                    URI.create("kafka://" + broker.servers() + "/lineage"),
                    Map.of("compression.type", "gzip", "max.block.ms", "60000", "delivery.timeout.ms", "60000"));

            target.send(List.of(STARTED, PUBLISHED));

            assertThat(Topic.read(broker, 2))
                    .extracting(one -> one.key() + " " + one.value())
                    .containsExactlyInAnyOrder("run:prod/flights " + STARTED, "dataset:prod/rates " + PUBLISHED);
            broker.kill();
            LineageTarget impatient =
                    target(URI.create("kafka://" + broker.servers() + "/lineage"), Map.of("max.block.ms", "200"));
            assertThatThrownBy(() -> impatient.send(List.of(STARTED)))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("topic 'lineage' did not take it: ");
            broker.restart();
            target.send(List.of(STARTED));
            assertThat(Topic.read(broker, 3)).hasSize(3);
        }
    }

    @Test
    void whatCannotBeIsToldWhenTheServerStarts() {
        assertThatThrownBy(() -> target(URI.create("pulsar://broker:6650/topic"), Map.of()))
                .hasMessage(
                        "in %s is no transport of lineage for 'pulsar://broker:6650/topic'; found were [kafka]",
                        folder);
        assertThatThrownBy(() -> target(URI.create("kafka://broker:9092"), Map.of()))
                .hasMessageContaining("expected kafka://HOST:PORT/TOPIC");
        assertThatThrownBy(() -> target(URI.create("kafka://localhost:9092/t"), Map.of("acks", "some")))
                .hasMessageStartingWith("lineage cannot be sent to 'kafka://localhost:9092/t': ");
        assertThatThrownBy(() ->
                        LineageTransport.open(folder.resolve("none"), URI.create("kafka://localhost:9092/t"), Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cannot be read");
    }
}
