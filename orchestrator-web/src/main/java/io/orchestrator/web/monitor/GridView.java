package io.orchestrator.web.monitor;

import io.orchestrator.web.layout.Bar;
import io.orchestrator.web.layout.Pager;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs as columns, tasks as rows.
 *
 * @param columns oldest run first
 * @param longest how long the longest run took, for the scale beside the bars
 * @param half half of it
 * @param tasks where this page of tasks stands among all of them
 */
public record GridView(List<Column> columns, List<Row> rows, String longest, String half, Pager tasks) {

    /** @param date what names the column, or null: there is no room for every date */
    public record Column(Bar bar, @Nullable Instant date) {}

    /**
     * @param href the task in the newest run, or empty
     * @param gone the DAG's newest version has no such task any more
     * @param cells as many as there are columns; null: the run has no such task
     */
    public record Row(String taskId, String href, boolean gone, List<@Nullable Cell> cells) {}

    /** @param state the key of a task state */
    public record Cell(String href, String state, String label) {}
}
