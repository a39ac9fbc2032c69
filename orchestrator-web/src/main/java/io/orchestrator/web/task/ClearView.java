package io.orchestrator.web.task;

import java.util.List;

/**
 * What would be cleared.
 *
 * @param lines the first of them
 * @param fault why nothing can be cleared, or empty
 */
record ClearView(int instances, int runs, List<Line> lines, String fault) {

    static final int SHOWN = 200;

    static ClearView refused(String why) {
        return new ClearView(0, 0, List.of(), why);
    }

    public int rest() {
        return instances - lines.size();
    }

    /** What the button says. */
    public String action() {
        return instances == 1 ? "Clear 1 task instance" : "Clear %d task instances".formatted(instances);
    }

    record Line(String runId, String runHref, String name, String href, String state) {}
}
