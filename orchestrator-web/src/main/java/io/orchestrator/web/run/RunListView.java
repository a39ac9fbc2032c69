package io.orchestrator.web.run;

import io.orchestrator.web.layout.Durations;
import io.orchestrator.web.layout.Pager;
import java.util.List;

/**
 * What the tab with a DAG's runs shows.
 *
 * @param state the key of a run state, or empty: any
 * @param type the key of a run type, or empty: any
 * @param day a day in UTC, or empty: any
 */
record RunListView(List<Line> lines, String address, String state, String type, String day, Pager pager) {

    /** @param late it has missed a deadline */
    record Line(
            RunLine run,
            Durations.Span took,
            String triggeredBy,
            int version,
            String shortBuild,
            String reason,
            boolean late) {}
}
