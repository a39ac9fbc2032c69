package io.orchestrator.web.monitor;

import io.orchestrator.web.dag.Tag;
import io.orchestrator.web.layout.Bar;
import io.orchestrator.web.layout.Durations;
import io.orchestrator.web.layout.Links;
import io.orchestrator.web.layout.Pager;
import io.orchestrator.web.run.RunLine;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the DAG list shows.
 *
 * @param tags every tag that can be chosen
 * @param owners every owner that can be chosen
 */
public record DagListView(
        List<Line> lines, Filter filter, Counts counts, List<String> tags, List<String> owners, Pager pager) {

    /** This very list, to be asked for again. */
    public String address() {
        return Links.with(filter.address(), "page", pager.page() == 1 ? "" : pager.page());
    }

    /** @param status all, running, failed or paused */
    public record Filter(String text, String tag, String owner, String status) {

        /** The list's address with this filter. */
        public String address() {
            var found = Links.with(Links.with(Links.DAGS, "q", text), "tag", tag);
            return Links.with(Links.with(found, "owner", owner), "status", all() ? "" : status);
        }

        /** The same search narrowed to another group. */
        public String at(String otherStatus) {
            return new Filter(text, tag, owner, otherStatus).address();
        }

        public boolean all() {
            return status.equals("all");
        }

        public boolean narrow() {
            return !all() || !text.isEmpty() || !tag.isEmpty() || !owner.isEmpty();
        }
    }

    /** How many DAGs search and tag let through, and how many of them are in each group. */
    public record Counts(long all, long running, long failed, long paused) {}

    /**
     * @param recent the newest runs, the oldest of them first
     * @param newest null: it never ran
     * @param took of the newest run
     */
    public record Line(
            String dagId,
            @Nullable String description,
            List<Tag> tags,
            boolean paused,
            String schedule,
            @Nullable Instant nextDue,
            long running,
            long queued,
            List<Bar> recent,
            @Nullable RunLine newest,
            Durations.Span took) {

        public String href() {
            return Links.dag(dagId);
        }
    }
}
