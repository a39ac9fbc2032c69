package io.orchestrator.runner.log;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where this process sends what user code writes. Static, because the loggers' providers are made by their libraries, and
 * standard output belongs to the process.
 */
public final class UserLogs {

    private static volatile @Nullable LineSink sink;
    private static volatile List<LineStream> streams = List.of();

    private UserLogs() {}

    /** From now on every line of standard output, standard error and of the loggers goes here. */
    public static void install(LineSink sink) {
        UserLogs.sink = sink;
        LineStream out = new LineStream(sink, LogLevel.INFO, "stdout");
        LineStream err = new LineStream(sink, LogLevel.WARNING, "stderr");
        streams = List.of(out, err);
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
        // Read when user code first touches java.util.logging, which most never does.
        System.setProperty("java.util.logging.config.class", JulConfiguration.class.getName());
    }

    /** Sends what was printed without a line end. */
    public static void endLines() {
        streams.forEach(LineStream::endLine);
    }

    /** Never throws into user code: a logger is not worth a failed task. */
    static void log(LogLevel level, String source, String text, @Nullable Throwable thrown) {
        LineSink target = sink;
        if (target == null || !level.isLogged()) {
            return;
        }
        try {
            for (String line : LogText.lines(text, thrown)) {
                target.line(level, source, line);
            }
        } catch (RuntimeException e) {
            target.line(
                    LogLevel.WARNING,
                    source,
                    "A log line could not be written: " + e.getClass().getName());
        }
    }
}
