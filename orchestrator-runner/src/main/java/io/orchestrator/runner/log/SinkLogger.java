package io.orchestrator.runner.log;

import java.text.MessageFormat;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/** A System.Logger that writes to the attempt's log. */
public record SinkLogger(String name) implements System.Logger {

    @Override
    public String getName() {
        return name;
    }

    @Override
    public boolean isLoggable(Level level) {
        return level != Level.OFF && LogLevel.of(level).isLogged();
    }

    @Override
    public void log(Level level, @Nullable ResourceBundle bundle, @Nullable String text, @Nullable Throwable thrown) {
        if (isLoggable(level)) {
            UserLogs.log(LogLevel.of(level), name, localised(bundle, text), thrown);
        }
    }

    @Override
    public void log(Level level, @Nullable ResourceBundle bundle, @Nullable String format, @Nullable Object... params) {
        if (isLoggable(level)) {
            UserLogs.log(LogLevel.of(level), name, format(localised(bundle, format), params), null);
        }
    }

    private static String localised(@Nullable ResourceBundle bundle, @Nullable String text) {
        try {
            return bundle == null || text == null ? String.valueOf(text) : bundle.getString(text);
        } catch (MissingResourceException | ClassCastException e) {
            return String.valueOf(text);
        }
    }

    @SuppressWarnings("NullAway") // System.Logger's callers may leave the parameters out.
    private static String format(String format, @Nullable Object... params) {
        if (params == null || params.length == 0) {
            return format;
        }
        try {
            return MessageFormat.format(format, params);
        } catch (RuntimeException e) {
            return format;
        }
    }
}
