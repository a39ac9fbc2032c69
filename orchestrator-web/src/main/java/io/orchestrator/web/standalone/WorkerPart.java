package io.orchestrator.web.standalone;

import io.orchestrator.postgres.BoundProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The one worker process of standalone. */
record WorkerPart(BoundProcess process) implements Keeper.Part {

    /** A worker hands back what it holds on SIGTERM; what has not ended by then is stopped for it. */
    private static final long DRAIN_MILLIS = 6_000;

    private static final long KILL_MILLIS = 2_000;

    static WorkerPart start(Installation installation, Home home, int port) {
        ProcessBuilder builder = command(installation, home, port);
        Path log = home.logs().resolve("worker.log");
        builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .directory(home.worker().toFile());
        try {
            return new WorkerPart(BoundProcess.start("TERM", List.of(), builder));
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
                "--server",
                "http://127.0.0.1:" + port,
                "--token-file",
                home.workerTokenFile().toString(),
                "--home",
                home.worker().toString(),
                "--runner-jar",
                installation.runnerJar().toString());
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
                process.signal("KILL");
                process.endsWithin(KILL_MILLIS);
            }
        } catch (IOException failure) {
            process.process().destroyForcibly();
        }
    }
}
