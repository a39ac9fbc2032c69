package io.orchestrator.runner.log;

/** Takes complete lines, in order, from any thread. Never throws. */
public interface LineSink {

    /**
     * @param source {@code stdout}, {@code stderr} or a logger's name
     * @param text without line end
     */
    void line(LogLevel level, String source, String text);
}
