package io.orchestrator.runner.log;

import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/** An SLF4J logger that writes to the attempt's log. */
final class Slf4jLogger extends LegacyAbstractLogger {

    private static final long serialVersionUID = 1L;

    Slf4jLogger(String name) {
        this.name = name;
    }

    @Override
    public boolean isTraceEnabled() {
        return LogLevel.TRACE.isLogged();
    }

    @Override
    public boolean isDebugEnabled() {
        return LogLevel.DEBUG.isLogged();
    }

    @Override
    public boolean isInfoEnabled() {
        return LogLevel.INFO.isLogged();
    }

    @Override
    public boolean isWarnEnabled() {
        return LogLevel.WARNING.isLogged();
    }

    @Override
    public boolean isErrorEnabled() {
        return LogLevel.ERROR.isLogged();
    }

    @Override
    protected @Nullable String getFullyQualifiedCallerName() {
        return null;
    }

    @Override
    protected void handleNormalizedLoggingCall(
            Level level,
            @Nullable Marker marker,
            @Nullable String pattern,
            @Nullable Object @Nullable [] arguments,
            @Nullable Throwable thrown) {
        String text = MessageFormatter.basicArrayFormat(pattern, arguments);
        UserLogs.log(level(level), getName(), String.valueOf(text), thrown);
    }

    private static LogLevel level(Level level) {
        return switch (level) {
            case TRACE -> LogLevel.TRACE;
            case DEBUG -> LogLevel.DEBUG;
            case INFO -> LogLevel.INFO;
            case WARN -> LogLevel.WARNING;
            case ERROR -> LogLevel.ERROR;
        };
    }
}
