package io.orchestrator.lineage.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.bench.cluster.ClassBundle;
import io.orchestrator.bench.cluster.Cluster;
import io.orchestrator.bench.cluster.ClusterSettings;
import io.orchestrator.kafka.broker.KafkaBroker;
import io.orchestrator.postgres.ServerAccount;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A true server that is given the transport as a folder of jars, a worker whose task writes a dataset, and a true broker. */
class RealServerTest {

    private static final List<String> QUICK = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    /** What begins so on the class path is what the client needs. */
    private static final List<String> CLIENT = List.of("kafka-clients", "lz4", "snappy", "zstd", "slf4j-api");

    @TempDir
    private Path temporary;

    @Test
    @Timeout(300)
    void aTaskOfARealServerIsToldToTheTopic() throws Exception {
        ServerAccount.current().letThrough(temporary);
        Path jars = transport();
        try (KafkaBroker broker = new KafkaBroker(Files.createDirectory(temporary.resolve("broker")));
                Cluster cluster = Cluster.start(ClusterSettings.in(temporary.resolve("cluster"))
                        .with(new ClusterSettings.Servers(
                                1,
                                QUICK,
                                Map.of(
                                        "orchestrator.lineage.jars",
                                        jars.toString(),
                                        "orchestrator.lineage.url",
                                        "kafka://" + broker.servers() + "/lineage",
                                        // Its codec is in a jar that only the transport's class loader has.
                                        "orchestrator.lineage.properties.compression.type",
                                        "zstd",
                                        "orchestrator.lineage.namespace",
                                        "prod")))
                        .with(new ClusterSettings.Workers(
                                1,
                                QUICK,
                                Map.of(
                                        "slots",
                                        "1",
                                        "lake",
                                        temporary.resolve("lake").toString()))))) {
            try (ClassBundle bundle = ClassBundle.in(cluster.dropBox(), "rates")) {
                bundle.add(RatesDag.class);
            }
            cluster.api().awaitDag(RatesDag.ID, PATIENCE);
            assertThat(cluster.api().trigger(RatesDag.ID, "once", Map.of()).status())
                    .isEqualTo(200);

            var records = Topic.read(broker, 2);

            assertThat(records).extracting(record -> record.key()).containsOnly("run:prod/flights");
            List<JsonNode> events = records.stream()
                    .map(record -> JsonMapper.shared().readTree(record.value()))
                    .toList();
            assertThat(events)
                    .extracting(event -> event.path("eventType").stringValue())
                    .containsExactly("START", "COMPLETE");
            assertThat(events.getLast().at("/outputs/0/name").stringValue()).isEqualTo("rates");
            assertThat(events.getLast().at("/job/name").stringValue()).isEqualTo("flights.rate");
        }
    }

    /** What {@code mvn package} leaves in {@code target/transport}. */
    private Path transport() throws Exception {
        Path folder = Files.createDirectory(temporary.resolve("transport"));
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path jar = Path.of(entry);
            String name = String.valueOf(jar.getFileName());
            if (name.endsWith(".jar") && CLIENT.stream().anyMatch(name::startsWith)) {
                Files.copy(jar, folder.resolve(name));
            }
        }
        pack(
                KafkaTransport.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI(),
                folder);
        return folder;
    }

    private static void pack(URI classes, Path folder) throws IOException {
        Path root = Path.of(classes);
        try (var jar = new JarOutputStream(Files.newOutputStream(folder.resolve("lineage-kafka.jar")));
                Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                jar.putNextEntry(new JarEntry(root.relativize(file).toString()));
                Files.copy(file, jar);
            }
        }
    }
}
