package io.orchestrator.web.monitor;

import io.orchestrator.web.layout.Durations;
import io.orchestrator.web.layout.Links;
import io.orchestrator.web.layout.Pager;
import io.orchestrator.web.run.RunCounts;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the page of a run shows.
 *
 * @param status the state its tasks are narrowed to, or empty
 */
record RunView(Head head, RunCounts.View counts, List<TaskLine> tasks, String status, Pager pager) {

    /**
     * @param params pretty-printed JSON, or empty: there are none
     * @param finished nothing of it runs any more
     */
    record Head(
            String dagId,
            String runId,
            String state,
            @Nullable String stateReason,
            String type,
            @Nullable Instant logicalDate,
            @Nullable Instant intervalStart,
            @Nullable Instant intervalEnd,
            Instant runAfter,
            Instant queuedAt,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt,
            Durations.Span took,
            int version,
            String build,
            String triggeredBy,
            int clearNumber,
            @Nullable String note,
            String params,
            boolean finished) {

        public String href() {
            return Links.run(dagId, runId);
        }

        public String whyHref() {
            return Links.why(href());
        }

        public String dagHref() {
            return Links.dag(dagId);
        }

        public String shortBuild() {
            return build.substring(0, Math.min(8, build.length()));
        }
    }

    /**
     * A task instance with its place on the run's time line, which is a thousand units long.
     *
     * @param waitFrom where its waiting for a worker begins
     * @param from where it begins to run
     * @param width how long it ran; 0: it did not
     */
    record TaskLine(
            String name,
            String href,
            String state,
            String reason,
            int tries,
            int maxTries,
            Durations.Span took,
            @Nullable Instant startedAt,
            long waitFrom,
            long from,
            long width) {

        public long waitWidth() {
            return Math.max(0, from - waitFrom);
        }
    }
}
