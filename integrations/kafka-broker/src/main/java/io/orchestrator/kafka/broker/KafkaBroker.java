package io.orchestrator.kafka.broker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.Uuid;

/** A real broker, one KRaft process, from the class path of this JVM. It goes when it is closed. */
public final class KafkaBroker implements AutoCloseable {

    private static final int START_LIMIT_MILLIS = 120_000;

    private final Path folder;
    private final int port = freePort();
    private Process process;

    /**
     * Formats its storage in an empty folder and starts it.
     *
     * @throws IOException if it does not answer within two minutes; with what it said
     */
    public KafkaBroker(Path folder) throws IOException, InterruptedException {
        this.folder = folder;
        int controller = freePort();
        Files.writeString(folder.resolve("server.properties"), """
                process.roles=broker,controller
                node.id=1
                controller.quorum.voters=1@127.0.0.1:%2$d
                listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
                advertised.listeners=PLAINTEXT://127.0.0.1:%1$d
                controller.listener.names=CONTROLLER
                listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT
                log.dirs=%3$s
                offsets.topic.replication.factor=1
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                share.coordinator.state.topic.replication.factor=1
                share.coordinator.state.topic.min.isr=1
                group.initial.rebalance.delay.ms=0
                """.formatted(port, controller, folder.resolve("logs")));
        Process format = java(
                "kafka.tools.StorageTool", "format", "-t", Uuid.randomUuid().toString(), "-c", "server.properties");
        if (format.waitFor() != 0) {
            throw new IOException("the storage cannot be formatted: " + log());
        }
        process = start();
    }

    /** As in {@code bootstrap.servers}. */
    public String servers() {
        return "127.0.0.1:" + port;
    }

    /** Where it listens, on this machine alone. */
    public int port() {
        return port;
    }

    /** A client that makes topics; the caller closes it. */
    public Admin admin() {
        return Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, servers()));
    }

    /** As if its machine had lost its power. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** On the same port, with what it had. Returns when it answers. */
    public void restart() throws IOException {
        process = start();
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }

    /** Returns when it answers. */
    private Process start() throws IOException {
        Process started = java("kafka.Kafka", "server.properties");
        try (Admin admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, servers(),
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, START_LIMIT_MILLIS,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, START_LIMIT_MILLIS))) {
            admin.describeCluster().nodes().get(START_LIMIT_MILLIS, TimeUnit.MILLISECONDS);
            return started;
        } catch (Exception e) {
            started.destroyForcibly();
            throw new IOException("the broker does not answer: " + log(), e);
        }
    }

    private Process java(String main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                main));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
                .start();
    }

    private String log() throws IOException {
        return Files.readString(folder.resolve("log"));
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException("no port is free", e);
        }
    }
}
