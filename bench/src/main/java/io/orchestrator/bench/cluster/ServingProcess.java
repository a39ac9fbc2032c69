package io.orchestrator.bench.cluster;

import io.orchestrator.postgres.LoopbackPort;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A process that answers with predictions, as {@code orchestrator serve} starts it. */
public final class ServingProcess {

    private static final String NAME = "serving";
    private static final Duration READY = Duration.ofSeconds(60);
    private static final Duration STOP = Duration.ofSeconds(20);

    private final URI url;
    private final Program program;

    private ServingProcess(URI url, Program program) {
        this.url = url;
        this.program = program;
    }

    static ServingProcess start(Installation installation, Home home, URI server, String token, Path lake) {
        try {
            int port = LoopbackPort.free();
            Path tokenFile = home.folder().resolve("serving-token");
            Files.writeString(tokenFile, token);
            List<String> command = new ArrayList<>(List.of(Installation.java()));
            command.addAll(Installation.quietJvm());
            command.add(home.temporary());
            command.addAll(List.of("-jar", installation.serving().toString()));
            command.addAll(List.of("--server", server.toString(), "--token-file", tokenFile.toString()));
            command.addAll(List.of("--lake", lake.toString(), "--port", Integer.toString(port)));
            command.addAll(List.of("--spool", home.folder().resolve("spool").toString()));
            return new ServingProcess(
                    URI.create("http://127.0.0.1:" + port), Program.start(NAME, command, Map.of(), home.logs()));
        } catch (IOException failure) {
            throw new ClusterFailed("The serving process could not be started: %s.".formatted(failure), failure);
        }
    }

    void awaitReady() {
        Waiting.until("An answer of the serving process", READY, () -> {
            program.requireAlive();
            return Api.anonymous(url).get("/health").status() == 200;
        });
    }

    public URI url() {
        return url;
    }

    public Program program() {
        return program;
    }

    void stop() {
        program.stop(STOP);
    }
}
