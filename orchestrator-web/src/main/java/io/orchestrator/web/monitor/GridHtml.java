package io.orchestrator.web.monitor;

import io.orchestrator.web.layout.Links;
import io.orchestrator.web.monitor.GridRow.Fold;
import io.orchestrator.web.run.RunLine;
import io.orchestrator.web.task.TaskCell;
import io.orchestrator.web.task.TaskCells.Place;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.HtmlUtils;

/** Writes rows of the grid. They are thousands of equal cells: a template takes ten times as long. */
final class GridHtml {

    private final String dagId;
    private final GridAsked asked;
    private final Set<String> open;
    private final List<RunLine> runs;
    private final Map<Place, TaskCell> cells;
    private final Instant now;
    private final StringBuilder html = new StringBuilder(1 << 16);

    GridHtml(
            String dagId,
            GridAsked asked,
            Set<String> open,
            List<RunLine> runs,
            Map<Place, TaskCell> cells,
            Instant now) {
        this.dagId = dagId;
        this.asked = asked;
        this.open = open;
        this.runs = runs;
        this.cells = cells;
        this.now = now;
    }

    String of(List<GridRow> rows) {
        rows.forEach(this::row);
        return html.toString();
    }

    private void row(GridRow row) {
        html.append(row.depth() > 0 ? "<tr class=\"in-%d\">".formatted(Math.min(row.depth(), 4)) : "<tr>");
        html.append("<th class=\"task\" scope=\"row\">");
        if (row.fold() != Fold.NOTHING_BELOW) {
            fold(row);
        }
        name(row);
        html.append("</th>");
        for (RunLine run : runs) {
            cell(row, run);
        }
        html.append("</tr>\n");
    }

    private void fold(GridRow row) {
        var address = escape(asked.toggled(dagId, open, row.id()));
        html.append("<a class=\"fold\" data-fold href=\"")
                .append(address)
                .append("\" aria-expanded=\"")
                .append(row.fold() == Fold.OPEN)
                .append("\" aria-label=\"")
                .append(row.fold() == Fold.OPEN ? "Fold " : "Unfold ")
                .append(escape(row.id()))
                .append("\"><svg class=\"icon\" aria-hidden=\"true\"><use href=\"/static/icons.svg#fold\"/></svg></a>");
    }

    private void name(GridRow row) {
        var newest = row.isOpenGroup() || row.tasks().size() > 1 || runs.isEmpty()
                ? null
                : cell(row, runs.getLast().runKey());
        var classes = row.gone() ? " class=\"gone\"" : row.tasks().size() > 1 ? " class=\"group\"" : "";
        var open = newest == null
                ? "<span%s title=\"%s\">".formatted(classes, escape(row.id()))
                : "<a%s title=\"%s\" href=\"%s\">"
                        .formatted(classes, escape(row.id()), escape(href(row, runs.getLast())));
        html.append(open).append(escape(row.label()));
        if (row.tasks().size() > 1) {
            html.append(" <small class=\"muted\">").append(row.tasks().size()).append("</small>");
        }
        html.append(newest == null ? "</span>" : "</a>");
    }

    private void cell(GridRow row, RunLine run) {
        var cell = row.isOpenGroup() ? null : cell(row, run.runKey());
        if (cell == null) {
            html.append("<td></td>");
            return;
        }
        html.append("<td><a class=\"cell state-")
                .append(cell.state())
                .append(cell.all() > 1 ? " many" : "")
                .append("\" href=\"")
                .append(escape(href(row, run)))
                .append("\" aria-label=\"")
                .append(escape(row.isItem() ? row.id() + " " + row.label() : row.id()))
                .append(": ")
                .append(escape(cell.about(now)))
                .append(", ")
                .append(escape(run.runId()))
                .append("\"></a></td>");
    }

    private @Nullable TaskCell cell(GridRow row, long runKey) {
        return row.tasks().stream()
                .map(task -> cells.get(new Place(runKey, task, row.item())))
                .filter(Objects::nonNull)
                .reduce(TaskCell::both)
                .orElse(null);
    }

    /** A folded group leads to the run's tasks that are in it. */
    private String href(GridRow row, RunLine run) {
        return row.tasks().size() > 1
                ? Links.with(run.href(), "q", row.id() + ".")
                : Links.task(run.dagId(), run.runId(), row.id(), row.item());
    }

    private static String escape(String text) {
        return HtmlUtils.htmlEscape(text, "UTF-8");
    }
}
