package io.orchestrator.runner;

import io.orchestrator.protocol.runner.ToRunner;
import io.orchestrator.runner.log.UserLogs;
import java.io.IOException;
import java.io.PrintStream;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Clock;

/**
 * Runs attempts for the worker behind a Unix socket, one at a time: {@code --socket PATH --jar JAR...}, with
 * {@code -Dorchestrator.lake} for the files of datasets. Ends at once, whatever
 * runs, when the worker closes the socket.
 */
public final class RunnerMain {

    private static final long LAST_WORDS_MILLIS = 500;

    private RunnerMain() {}

    public static void main(String[] args) {
        PrintStream err = System.err;
        int code = 0;
        try {
            serve(Arguments.parse(args));
        } catch (Throwable e) {
            err.println("The task runner ends because of " + Throwables.sentence(e));
            code = 1;
        }
        Runtime.getRuntime().halt(code);
    }

    private static void serve(Arguments arguments) throws IOException {
        SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(arguments.one("--socket")));
        FrameWriter writer = new FrameWriter(channel, Clock.systemUTC());
        startWriting(writer);
        UserLogs.install(writer);
        // When user code calls System.exit, its last lines should still arrive.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> lastWords(writer), "orchestrator-last-words"));
        writer.ready();
        Attempts attempts = new Attempts(new DagCatalog(arguments.all("--jar")), writer, lake());
        FrameReader reader = new FrameReader(channel);
        for (ToRunner message = reader.next(); message != null; message = reader.next()) {
            handle(message, attempts);
        }
    }

    private static Lake lake() {
        return new Lake(System.getProperty("orchestrator.lake"), Path.of(System.getProperty("java.io.tmpdir")));
    }

    private static void handle(ToRunner message, Attempts attempts) {
        switch (message) {
            case ToRunner.Run run -> attempts.start(run.assignment());
            case ToRunner.Interrupt interrupt -> attempts.interrupt(interrupt);
        }
    }

    private static void startWriting(FrameWriter writer) {
        PrintStream err = System.err;
        Thread thread = new Thread(
                () -> {
                    try {
                        writer.run();
                    } catch (Throwable e) {
                        err.println("The task runner ends because it cannot write: " + Throwables.sentence(e));
                        Runtime.getRuntime().halt(1);
                    }
                },
                "orchestrator-writer");
        thread.setDaemon(true);
        thread.start();
    }

    private static void lastWords(FrameWriter writer) {
        UserLogs.endLines();
        try {
            writer.drain(LAST_WORDS_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
