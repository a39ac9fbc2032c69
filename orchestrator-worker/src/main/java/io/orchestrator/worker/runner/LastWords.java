package io.orchestrator.worker.runner;

import java.util.ArrayDeque;
import java.util.List;

/** The last lines that a process wrote before it had an attempt. Thread-safe. */
final class LastWords {

    private static final int LINES = 30;

    private final ArrayDeque<String> lines = new ArrayDeque<>();

    synchronized void add(String line) {
        if (lines.size() == LINES) {
            lines.remove();
        }
        lines.add(line);
    }

    synchronized List<String> lines() {
        return List.copyOf(lines);
    }
}
