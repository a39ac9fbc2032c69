package io.orchestrator.web.monitor;

import io.orchestrator.web.layout.Durations;
import io.orchestrator.web.layout.Links;
import io.orchestrator.web.layout.Pager;
import io.orchestrator.web.run.RunCounts;
import java.util.List;

/**
 * What the tab with the tasks of a run shows.
 *
 * @param status the state its task instances are narrowed to, or empty: tasks, each with all its instances
 * @param text what their ids have in them, or empty
 */
record RunView(RunCounts.View counts, List<TaskLine> tasks, String status, String text, Pager pager) {

    public boolean narrow() {
        return !status.isEmpty() || !text.isEmpty();
    }

    public String address() {
        return Links.with(pager.address(), "page", pager.page() == 1 ? "" : pager.page());
    }

    /**
     * A task or a task instance with its place on the run's time line.
     *
     * @param items how many items of a mapped task in which state, or empty
     * @param critical it is one of the tasks that made the run as long as it was
     */
    record TaskLine(
            String name,
            String href,
            String state,
            String items,
            String reason,
            int tries,
            int maxTries,
            Durations.Span took,
            TimeLine.Place place,
            boolean critical) {}
}
