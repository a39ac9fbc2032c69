package io.orchestrator.runner.log;

/** The levels of a log line, lowest first. */
public enum LogLevel {
    TRACE,
    DEBUG,
    INFO,
    WARNING,
    ERROR;

    /** Set with {@code -Dorchestrator.log.level=DEBUG} among a task's JVM options; INFO if absent or unknown. */
    private static final LogLevel THRESHOLD = threshold(System.getProperty("orchestrator.log.level", "INFO"));

    boolean isLogged() {
        return compareTo(THRESHOLD) >= 0;
    }

    static LogLevel threshold(String name) {
        for (LogLevel level : values()) {
            if (level.name().equalsIgnoreCase(name)) {
                return level;
            }
        }
        return INFO;
    }

    static LogLevel threshold() {
        return THRESHOLD;
    }

    static LogLevel of(System.Logger.Level level) {
        return switch (level) {
            case ALL, TRACE -> TRACE;
            case DEBUG -> DEBUG;
            case INFO -> INFO;
            case WARNING -> WARNING;
            case ERROR, OFF -> ERROR;
        };
    }

    static LogLevel of(java.util.logging.Level level) {
        int value = level.intValue();
        if (value >= java.util.logging.Level.SEVERE.intValue()) {
            return ERROR;
        }
        if (value >= java.util.logging.Level.WARNING.intValue()) {
            return WARNING;
        }
        if (value >= java.util.logging.Level.INFO.intValue()) {
            return INFO;
        }
        return value >= java.util.logging.Level.FINE.intValue() ? DEBUG : TRACE;
    }
}
