package io.orchestrator.dags.fraud;

import io.orchestrator.kafka.KafkaSettings;
import io.orchestrator.sdk.Connection;
import io.orchestrator.sdk.Dag;
import io.orchestrator.sdk.DagSource;
import io.orchestrator.sdk.Input;
import io.orchestrator.sdk.Json;
import io.orchestrator.sdk.Param;
import io.orchestrator.sdk.TaskContext;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.StringSerializer;

/** Sends made-up payments into the topic, in place of the tills of the world. */
public final class SendPayments implements DagSource {

    private static final int PARTITIONS = 3;

    /**
     * What is sent.
     *
     * @param seed another one makes other payments; with the same one they are sent again, and count once all the same
     */
    public record Settings(
            @Param(min = 1, max = 1_000_000, description = "How many payments")
            int payments,

            @Param(min = 1, max = 365, description = "Over how many days")
            int days,

            long seed) {}

    @Override
    public Dag dag() {
        return Dag.define("fraud_payments", dag -> {
            dag.description("""
                            Sends **synthetic** card payments into the topic `card-payments`: some late, some twice. Needs the \
                            connection `kafka`, the host and port of a broker. `fraud_slices` reads them.
                            """).tags("example", "fraud", "kafka");
            Input<Settings> settings = dag.params(new Settings(20_000, 3, 1));
            dag.action("send", SendPayments::send, settings, dag.connection(Payments.CONNECTION))
                    .retries(2)
                    .retryDelay(Duration.ofSeconds(10))
                    .timeout(Duration.ofMinutes(10));
        });
    }

    /** An attempt that sends what another one has sent before does no harm: a payment counts once, by its id. */
    static void send(TaskContext context, Settings settings, Connection kafka)
            throws ExecutionException, InterruptedException {
        Map<String, Object> client = KafkaSettings.of(kafka);
        makeTopic(client);
        List<Payment> payments = SyntheticPayments.of(settings.payments(), settings.days(), settings.seed());
        List<Future<?>> sent = new ArrayList<>();
        try (var producer = new KafkaProducer<>(client, new StringSerializer(), new StringSerializer())) {
            for (Payment payment : payments) {
                // One card's payments are in one partition, and in order.
                sent.add(producer.send(new ProducerRecord<>(Payments.TOPIC, payment.card(), Json.write(payment))));
            }
            for (Future<?> each : sent) {
                each.get();
            }
        }
        context.log().log(Level.INFO, "Sent {0} records of {1} payments", payments.size(), settings.payments());
    }

    private static void makeTopic(Map<String, Object> client) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(client)) {
            admin.createTopics(List.of(new NewTopic(Payments.TOPIC, Optional.of(PARTITIONS), Optional.empty())))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }
}
