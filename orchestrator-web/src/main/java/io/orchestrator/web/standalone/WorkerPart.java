package io.orchestrator.web.standalone;

import io.orchestrator.postgres.BoundProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The one worker process of standalone. */
record WorkerPart(BoundProcess process) implements Keeper.Part {

    /** How long running attempts may go on when standalone stops. */
    private static final String DRAIN = "3s";

    private static final long DRAIN_MILLIS = 5_000;
    private static final long HURRY_MILLIS = 3_000;

    static WorkerPart start(Installation installation, Home home, int port) {
        ProcessBuilder builder = command(installation, home, port);
        Path log = home.logs().resolve("worker.log");
        builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .directory(home.worker().toFile());
        try {
            // Without its server a worker cannot hand anything back: waiting would only delay the next start.
            return new WorkerPart(BoundProcess.start("KILL", List.of(), builder));
        } catch (IOException failure) {
            throw new StandaloneFailed("The worker could not be started: %s.".formatted(failure.getMessage()), failure);
        }
    }

    /** The token goes by its file: a command line can be read by every user of the machine. */
    private static ProcessBuilder command(Installation installation, Home home, int port) {
        return new ProcessBuilder(
                ChildJvm.program(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-jar",
                installation.workerJar().toString(),
                "--servers",
                "http://127.0.0.1:" + port,
                "--token-file",
                home.workerTokenFile().toString(),
                "--work-folder",
                home.worker().toString(),
                "--lake",
                home.lake().toString(),
                "--runner-jar",
                installation.runnerJar().toString(),
                "--name",
                "standalone",
                "--drain-timeout",
                DRAIN);
    }

    @Override
    public CompletableFuture<String> death() {
        return process.process().onExit().thenApply(ended -> "exit code " + ended.exitValue());
    }

    @Override
    public void stop() {
        try {
            process.signal("TERM");
            if (!process.endsWithin(DRAIN_MILLIS)) {
                // The second time means: at once.
                process.signal("TERM");
                if (!process.endsWithin(HURRY_MILLIS)) {
                    process.signal("KILL");
                }
            }
        } catch (IOException failure) {
            process.process().destroyForcibly();
        }
    }
}
