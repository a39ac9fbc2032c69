package io.orchestrator.runner.log;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.logging.Level;
import java.util.logging.LogManager;

/** Leads java.util.logging into the attempt's log; made by its LogManager when it is first used. */
public final class JulConfiguration {

    public JulConfiguration() throws IOException {
        String settings = "handlers = %s%n.level = %s%n".formatted(JulHandler.class.getName(), level().getName());
        LogManager.getLogManager()
                .readConfiguration(new ByteArrayInputStream(settings.getBytes(StandardCharsets.ISO_8859_1)));
    }

    private static Level level() {
        return switch (LogLevel.threshold()) {
            case TRACE -> Level.ALL;
            case DEBUG -> Level.FINE;
            case INFO -> Level.INFO;
            case WARNING -> Level.WARNING;
            case ERROR -> Level.SEVERE;
        };
    }
}
