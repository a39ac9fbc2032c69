package io.orchestrator.web.run;

import io.orchestrator.web.dag.DagHeads;
import io.orchestrator.web.layout.Links;
import io.orchestrator.web.layout.Pager;
import io.orchestrator.web.security.Needs;
import io.orchestrator.web.security.Right;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Sort;
import org.springframework.data.jpa.domain.Specification;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** The tab that lists all runs of a DAG. */
@Controller
@Needs(Right.SEE)
class RunListPages {

    private static final int PAGE = 50;

    private final DagHeads heads;
    private final DagRunRows runs;
    private final Clock clock;

    RunListPages(DagHeads heads, DagRunRows runs, Clock clock) {
        this.heads = heads;
        this.runs = runs;
        this.clock = clock;
    }

    @GetMapping("/dags/{dagId}/runs")
    String show(
            @PathVariable String dagId,
            @RequestParam(defaultValue = "") String state,
            @RequestParam(defaultValue = "") String type,
            @RequestParam(defaultValue = "1") int page,
            Model model) {
        model.addAttribute("dag", heads.head(dagId));
        model.addAttribute("view", view(dagId, state, type, page));
        return "run/list";
    }

    /** The part that refreshes itself. */
    @GetMapping(path = "/dags/{dagId}/runs", headers = "HX-Request=true")
    String part(
            @PathVariable String dagId,
            @RequestParam(defaultValue = "") String state,
            @RequestParam(defaultValue = "") String type,
            @RequestParam(defaultValue = "1") int page,
            Model model) {
        model.addAttribute("view", view(dagId, state, type, page));
        return "run/list :: list";
    }

    private RunListView view(String dagId, String state, String type, int page) {
        var filter = filter(dagId, state, type);
        var address = Links.with(Links.with(Links.dag(dagId) + "/runs", "state", state), "type", type);
        var pager = Pager.at(address, page, PAGE, runs.count(filter));
        var found = runs.findAll(
                filter, PageRequest.of(pager.page() - 1, PAGE, Sort.by("runKey").descending()));
        var now = clock.instant();
        var lines = found.stream().map(row -> line(row, now)).toList();
        return new RunListView(lines, Links.with(address, "page", page == 1 ? "" : page), state, type, pager);
    }

    private static RunListView.Line line(DagRunRow row, Instant now) {
        var run = RunLine.of(row);
        return new RunListView.Line(
                run,
                run.span(now),
                row.triggeredBy(),
                row.version(),
                row.build().substring(0, Math.min(8, row.build().length())),
                Objects.requireNonNullElse(row.stateReason(), ""));
    }

    private static Specification<DagRunRow> filter(String dagId, String state, String type) {
        List<Specification<DagRunRow>> parts = new ArrayList<>();
        parts.add(is("dagId", dagId));
        if (!state.isEmpty()) {
            parts.add(is("state", state));
        }
        if (!type.isEmpty()) {
            parts.add(is("runType", type));
        }
        return Specification.allOf(parts);
    }

    private static Specification<DagRunRow> is(String column, String value) {
        return (row, query, build) -> build.equal(row.get(column), value);
    }
}
