package io.orchestrator.bench.cluster;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A server of a cluster. After its end it can be started again, on the same port. */
public final class ServerProcess {

    private static final Duration READY = Duration.ofSeconds(120);
    private static final Duration STOP = Duration.ofSeconds(20);

    private final String name;
    private final URI url;
    private final URI advertised;
    private final List<String> command;
    private final Path logs;
    private volatile Program program;

    private ServerProcess(String name, int port, URI advertised, List<String> command, Path logs) {
        this.name = name;
        this.url = URI.create("http://127.0.0.1:" + port);
        this.advertised = advertised;
        this.command = command;
        this.logs = logs;
        this.program = Program.start(name, command, Map.of(), logs);
    }

    static ServerProcess start(String name, int port, URI advertised, List<String> command, Path logs) {
        return new ServerProcess(name, port, advertised, command, logs);
    }

    public String name() {
        return name;
    }

    /** Straight to it. */
    public URI url() {
        return url;
    }

    /** What it says of itself to workers. */
    URI advertised() {
        return advertised;
    }

    /** The present process, or the last one. */
    public Program program() {
        return program;
    }

    /** Starts it after its end; returns at once. */
    public void startAgain() {
        if (program.isAlive()) {
            throw new ClusterFailed(name + " is started although it still runs.");
        }
        program = Program.start(name, command, Map.of(), logs);
    }

    /** Whether it answers and has its database. */
    public boolean isReady() throws IOException, InterruptedException {
        Api.Answer answer = Api.anonymous(url).get("/api/v2/monitor/health");
        return answer.status() == 200
                && answer.json()
                        .path("metadatabase")
                        .path("status")
                        .asString("")
                        .equals("healthy");
    }

    public void awaitReady() {
        Waiting.until("An answer of " + name, READY, () -> {
            program.requireAlive();
            return isReady();
        });
    }

    void stop() {
        program.stop(STOP);
    }
}
