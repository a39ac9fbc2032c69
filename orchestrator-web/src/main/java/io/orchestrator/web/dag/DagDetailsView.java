package io.orchestrator.web.dag;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the tab with the details of a DAG shows: its newest version, as its author wrote it.
 *
 * @param description safe markup, or empty
 * @param facts names and values in the order in which they are shown
 * @param follows the assets that it follows
 * @param warnings what is missing for it to work, a sentence each
 * @param contracts that it breaks, or that are broken for it, a sentence each
 * @param scheduleError what is wrong with its timetable in Java, a sentence, or null
 */
record DagDetailsView(
        String description,
        String bundle,
        String source,
        Instant createdAt,
        Instant lastDescribed,
        @Nullable Instant startDate,
        @Nullable Instant endDate,
        List<Fact> facts,
        List<Task> tasks,
        List<Coming> coming,
        List<DagFollows.Followed> follows,
        List<String> warnings,
        List<String> contracts,
        @Nullable String scheduleError) {

    record Fact(String name, String value) {}

    /** @param upstream the tasks directly before it */
    record Task(
            String taskId,
            String description,
            List<String> upstream,
            String rule,
            String output,
            String retries,
            String timeout,
            String queue) {}

    /**
     * A run that will come.
     *
     * @param start where its data interval begins, or null: it has none
     * @param clocksChange on that day
     */
    record Coming(Instant at, @Nullable Instant start, Instant end, boolean clocksChange) {}
}
