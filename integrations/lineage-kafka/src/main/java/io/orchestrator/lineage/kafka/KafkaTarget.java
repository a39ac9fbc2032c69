package io.orchestrator.lineage.kafka;

import io.orchestrator.core.lineage.LineageTarget;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A record for each event. What belongs together has one key, as OpenLineage's own transport has it, and so stays in order: the DAG of a
 * run, or the dataset.
 */
final class KafkaTarget implements LineageTarget {

    private final Producer<String, String> producer;
    private final String topic;

    KafkaTarget(Producer<String, String> producer, String topic) {
        this.producer = producer;
        this.topic = topic;
    }

    @Override
    public void send(List<ObjectNode> events) throws IOException, InterruptedException {
        try {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (ObjectNode event : events) {
                sent.add(producer.send(new ProducerRecord<>(topic, key(event), event.toString())));
            }
            for (Future<RecordMetadata> one : sent) {
                one.get();
            }
        } catch (InterruptException e) {
            throw new InterruptedException(e.getMessage());
        } catch (KafkaException e) {
            throw refused(e);
        } catch (ExecutionException e) {
            throw refused(e.getCause() == null ? e : e.getCause());
        }
    }

    private IOException refused(Throwable why) {
        return new IOException("topic '%s' did not take it: %s".formatted(topic, why.getMessage()), why);
    }

    private static String key(ObjectNode event) {
        JsonNode parent = event.at("/run/facets/parent/job");
        JsonNode named = parent.isObject() ? parent : event.path("dataset");
        return (parent.isObject() ? "run:" : "dataset:")
                + named.path("namespace").asString("") + "/"
                + named.path("name").asString("");
    }
}
