package io.orchestrator.protocol.worker;

import java.time.Instant;

/**
 * One line of an attempt's log.
 *
 * @param level TRACE, DEBUG, INFO, WARNING or ERROR
 * @param source {@code stdout}, {@code stderr}, a logger's name, or {@code orchestrator} for the engine's own words
 * @param text without line end
 */
public record LogLine(Instant at, String level, String source, String text) {}
