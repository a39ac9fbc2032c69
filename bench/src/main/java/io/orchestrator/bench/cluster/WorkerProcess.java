package io.orchestrator.bench.cluster;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A worker of a cluster. After its end it can be started again, in the same work folder. */
public final class WorkerProcess {

    private static final Duration READY = Duration.ofSeconds(60);
    private static final Duration STOP = Duration.ofSeconds(15);

    private final String name;
    private final List<String> command;
    private final Map<String, String> environment;
    private final Path folder;
    private final Path logs;
    private volatile Program program;

    private WorkerProcess(String name, List<String> command, Map<String, String> environment, Path folder, Path logs) {
        this.name = name;
        this.command = command;
        this.environment = environment;
        this.folder = folder;
        this.logs = logs;
        this.program = Program.start(name, command, environment, logs);
    }

    static WorkerProcess start(
            String name, List<String> command, Map<String, String> environment, Path folder, Path logs) {
        return new WorkerProcess(name, command, environment, folder, logs);
    }

    public String name() {
        return name;
    }

    /** Its work folder: bundles, and a folder for each runner. */
    public Path folder() {
        return folder;
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
        program = Program.start(name, command, environment, logs);
    }

    /** The JVMs that run user code for it at this moment. */
    public List<ProcessHandle> runners() {
        return program.descendants().stream()
                .filter(process -> process.info().command().orElse("").endsWith("/java"))
                .toList();
    }

    /** Waits until the present process has a live session. */
    public void awaitSession(Database database) {
        Waiting.until("The session of " + name, READY, () -> {
            program.requireAlive();
            return hasSession(database);
        });
    }

    /** Whether the present process has a live session. */
    public boolean hasSession(Database database) throws SQLException {
        try (Connection connection = database.connect();
                PreparedStatement query = connection.prepareStatement(
                        "SELECT count(*) FROM worker_session WHERE state = 'live' AND name = ? AND pid = ?")) {
            query.setString(1, name);
            query.setLong(2, program.pid());
            try (ResultSet found = query.executeQuery()) {
                return found.next() && found.getInt(1) > 0;
            }
        }
    }

    void stop() {
        program.stop(STOP);
    }
}
