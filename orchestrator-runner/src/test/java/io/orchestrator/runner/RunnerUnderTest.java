package io.orchestrator.runner;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.protocol.Json;
import io.orchestrator.protocol.graph.RunnerSpec;
import io.orchestrator.protocol.runner.FromRunner;
import io.orchestrator.protocol.runner.ToRunner;
import io.orchestrator.protocol.worker.Assignment;
import io.orchestrator.protocol.worker.LogLine;
import io.orchestrator.protocol.worker.Report;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** A runner in a child JVM, and the worker's end of its socket. */
final class RunnerUnderTest implements AutoCloseable {

    private final Process process;
    private final SocketChannel channel;
    private final BufferedReader frames;
    private final List<LogLine> lines = new ArrayList<>();

    private RunnerUnderTest(Process process, SocketChannel channel) {
        this.process = process;
        this.channel = channel;
        this.frames = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
    }

    static RunnerUnderTest start(Path folder, Path bundle, String... options) throws IOException {
        Path socket = folder.resolve("runner-" + UUID.randomUUID() + ".sock");
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket));
            Process process = ChildJvm.start(
                    bundle,
                    List.of(options),
                    "io.orchestrator.runner.RunnerMain",
                    "--socket",
                    socket.toString(),
                    "--jar",
                    bundle.toString());
            // A runner that dies before it connects must not leave the test waiting.
            process.onExit().thenRun(() -> closeQuietly(server));
            RunnerUnderTest runner = new RunnerUnderTest(process, server.accept());
            assertThat(runner.next()).isInstanceOf(FromRunner.Ready.class);
            return runner;
        }
    }

    private static void closeQuietly(ServerSocketChannel server) {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Assignment assignment(String taskId, Assignment.Input... inputs) {
        return new Assignment(
                UUID.randomUUID(),
                1,
                "dag",
                "run",
                taskId,
                -1,
                1,
                "build",
                null,
                null,
                null,
                Json.MAPPER.createObjectNode(),
                List.of(inputs),
                null,
                RunnerSpec.WARM,
                false,
                null);
    }

    static Assignment.Input input(String taskId, String json) {
        return new Assignment.Input(taskId, Json.MAPPER.readTree(json));
    }

    FromRunner.Done run(String taskId, Assignment.Input... inputs) throws IOException {
        send(new ToRunner.Run(assignment(taskId, inputs)));
        return done();
    }

    Report.Failed fails(String taskId) throws IOException {
        return (Report.Failed) run(taskId).report();
    }

    /** The output as JSON, or {@code none}. */
    static String output(FromRunner.Done done) {
        JsonNode output = ((Report.Succeeded) done.report()).output();
        return output == null ? "none" : Json.MAPPER.writeValueAsString(output);
    }

    void send(ToRunner message) throws IOException {
        ByteBuffer frame =
                ByteBuffer.wrap((Json.MAPPER.writeValueAsString(message) + "\n").getBytes(StandardCharsets.UTF_8));
        while (frame.hasRemaining()) {
            channel.write(frame);
        }
    }

    /** Reads up to the report; the lines on the way are kept. */
    FromRunner.Done done() throws IOException {
        while (true) {
            FromRunner frame = next();
            if (frame instanceof FromRunner.Done done) {
                return done;
            }
        }
    }

    /** Reads up to a line that is so. */
    void awaitLine(Predicate<LogLine> wanted) throws IOException {
        while (lines.stream().noneMatch(wanted)) {
            assertThat(next()).isInstanceOf(FromRunner.Log.class);
        }
    }

    /** All lines so far. */
    List<LogLine> lines() {
        return lines;
    }

    /** Reads what is left until the runner is gone. */
    void awaitEnd() throws IOException, InterruptedException {
        for (String json = frames.readLine(); json != null; json = frames.readLine()) {
            parse(json);
        }
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }

    int exitCode() {
        return process.exitValue();
    }

    void closeSocket() throws IOException {
        channel.close();
    }

    Process process() {
        return process;
    }

    private FromRunner next() throws IOException {
        String json = frames.readLine();
        if (json == null) {
            throw new IOException("the runner is gone");
        }
        return parse(json);
    }

    private FromRunner parse(String json) {
        FromRunner frame = Json.MAPPER.readValue(json, FromRunner.class);
        if (frame instanceof FromRunner.Log log) {
            lines.addAll(log.lines());
        }
        return frame;
    }

    @Override
    public void close() throws IOException {
        channel.close();
        process.destroyForcibly();
    }
}
