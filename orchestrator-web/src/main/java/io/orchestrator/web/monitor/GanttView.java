package io.orchestrator.web.monitor;

import io.orchestrator.web.layout.Links;
import io.orchestrator.web.layout.Pager;
import io.orchestrator.web.monitor.RunView.TaskLine;
import java.util.List;

/**
 * When each task of a run waited and ran.
 *
 * @param tasks in the order in which they started
 * @param onlyCritical the others are left out
 * @param href of all of them
 */
record GanttView(
        List<TaskLine> tasks, List<TimeLine.Tick> ticks, Path path, boolean onlyCritical, String href, Pager pager) {

    /**
     * The chain of tasks that made the run as long as it was.
     *
     * @param working how long its tasks ran
     * @param waiting the rest of the run, or empty: parts of it ran at the same time
     */
    record Path(int tasks, String working, String waiting) {}

    public String address() {
        return Links.with(pager.address(), "page", pager.page() == 1 ? "" : pager.page());
    }

    public String criticalHref() {
        return Links.with(href, "critical", "true");
    }
}
