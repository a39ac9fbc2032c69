package io.orchestrator.web.task;

import io.orchestrator.web.layout.Durations;
import io.orchestrator.web.layout.Links;
import io.orchestrator.web.layout.Pager;
import io.orchestrator.web.run.RunCounts;
import java.util.List;

/**
 * What the page of a mapped task shows: its items.
 *
 * @param counts of all items, by state
 * @param state what the items are narrowed to, or empty
 * @param text what their labels are narrowed to, or empty
 */
record TaskItemsView(
        String dagId,
        String runId,
        String taskId,
        RunCounts.View counts,
        List<Item> items,
        String state,
        String text,
        Pager pager) {

    /** @param label what user code called it, or empty */
    record Item(
            int index,
            String label,
            String href,
            String state,
            String reason,
            int tries,
            int maxTries,
            Durations.Span took) {}

    public String href() {
        return Links.task(dagId, runId, taskId);
    }

    public String runHref() {
        return Links.run(dagId, runId);
    }

    public String dagHref() {
        return Links.dag(dagId);
    }

    public String clearHref() {
        return Links.with(Links.clear(dagId, runId, taskId, -1), "with", "downstream");
    }

    public String address() {
        return Links.with(pager.address(), "page", pager.page() == 1 ? "" : pager.page());
    }
}
