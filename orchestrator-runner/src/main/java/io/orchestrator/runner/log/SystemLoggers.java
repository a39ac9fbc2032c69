package io.orchestrator.runner.log;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Gives out System.Loggers; found by the JDK through a service file of the shaded jar. */
public final class SystemLoggers extends System.LoggerFinder {

    private final Map<String, System.Logger> loggers = new ConcurrentHashMap<>();

    @Override
    public System.Logger getLogger(String name, Module module) {
        return loggers.computeIfAbsent(name, SinkLogger::new);
    }
}
