package io.orchestrator.lineage.kafka;

import io.orchestrator.core.lineage.LineageTarget;
import io.orchestrator.core.lineage.LineageTransport;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;

/** Sends to {@code kafka://broker:9092,other:9092/topic}. */
public final class KafkaTransport implements LineageTransport {

    /** In milliseconds; a teller waits for this long, and tries again later. */
    private static final int LIMIT = 10_000;

    @Override
    public String scheme() {
        return "kafka";
    }

    @Override
    public LineageTarget open(URI address, Map<String, String> properties) {
        String servers = address.getAuthority();
        String topic = address.getPath() == null ? "" : address.getPath().replaceFirst("^/", "");
        if (servers == null || topic.isEmpty() || topic.contains("/")) {
            throw new IllegalArgumentException(
                    "the address of lineage is '%s'; expected kafka://HOST:PORT/TOPIC, several brokers with commas between them"
                            .formatted(address));
        }
        Map<String, Object> settings = new HashMap<>(Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, servers,
                ProducerConfig.ACKS_CONFIG, "all",
                ProducerConfig.MAX_BLOCK_MS_CONFIG, LIMIT,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, LIMIT / 2,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, LIMIT));
        settings.putAll(properties);
        return new KafkaTarget(producer(address, settings), topic);
    }

    private static Producer<String, String> producer(URI address, Map<String, Object> settings) {
        // Kafka looks for the classes that its settings name where the thread does, which is the server's class path.
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(KafkaTransport.class.getClassLoader());
        try {
            return new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
        } catch (KafkaException e) {
            String why = e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
            throw new IllegalArgumentException("lineage cannot be sent to '%s': %s".formatted(address, why), e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
