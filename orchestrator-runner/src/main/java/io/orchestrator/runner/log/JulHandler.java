package io.orchestrator.runner.log;

import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;

/** A java.util.logging handler that writes to the attempt's log. */
public final class JulHandler extends Handler {

    private final SimpleFormatter formatter = new SimpleFormatter();

    @Override
    public void publish(LogRecord record) {
        if (isLoggable(record)) {
            String source = record.getLoggerName() == null ? "java.util.logging" : record.getLoggerName();
            UserLogs.log(LogLevel.of(record.getLevel()), source, formatter.formatMessage(record), record.getThrown());
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
