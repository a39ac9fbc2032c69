package io.orchestrator.web.monitor;

import io.orchestrator.web.layout.Bar;
import io.orchestrator.web.layout.Links;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs as columns, tasks as rows: a part of the rows, whatever their number.
 *
 * @param columns oldest run first
 * @param longest how long the longest run took, for the scale beside the bars
 * @param half half of it
 * @param rows markup of the part's rows
 * @param from how many rows are above the part
 * @param to how many rows are above its end
 * @param all how many rows there are
 * @param tasks how many tasks the DAG's newest version has
 * @param find only tasks whose id has this in it, or empty: all
 */
record GridView(
        List<Column> columns,
        String longest,
        String half,
        String rows,
        int from,
        int to,
        int all,
        int tasks,
        String find,
        Addresses addresses) {

    /** @param date what names the column, or null: there is no room for every date */
    public record Column(Bar bar, @Nullable Instant date) {}

    /**
     * @param grid this grid, whichever part of its rows
     * @param part this very part
     * @param openAll everything open, or empty: there is nothing to fold
     * @param foldAll everything folded
     * @param older the runs before these, or empty
     * @param newest the newest runs, or empty: these are they
     */
    public record Addresses(String grid, String part, String openAll, String foldAll, String older, String newest) {}

    /** Some rows further up; for whoever has no script. */
    public String above() {
        return Links.with(addresses.grid(), "from", from);
    }

    /** Some rows further down. */
    public String below() {
        return Links.with(addresses.grid(), "from", to + Grid.BEFORE);
    }
}
