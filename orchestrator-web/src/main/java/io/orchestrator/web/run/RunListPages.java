package io.orchestrator.web.run;

import io.orchestrator.web.api.Totals;
import io.orchestrator.web.dag.DagHeads;
import io.orchestrator.web.layout.Links;
import io.orchestrator.web.layout.Pager;
import io.orchestrator.web.security.Needs;
import io.orchestrator.web.security.Right;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Sort;
import org.springframework.data.jpa.domain.Specification;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** The tab that lists all runs of a DAG. */
@Controller
@Needs(Right.SEE)
class RunListPages {

    private static final int PAGE = 50;

    private final DagHeads heads;
    private final DagRunRows runs;
    private final Totals totals;
    private final Clock clock;

    RunListPages(DagHeads heads, DagRunRows runs, Totals totals, Clock clock) {
        this.heads = heads;
        this.runs = runs;
        this.totals = totals;
        this.clock = clock;
    }

    /** What the list is narrowed to; whatever an address leaves out is null. */
    record Narrowed(
            @Nullable String state,
            @Nullable String type,
            @Nullable String day,
            @Nullable Integer page) {

        String address(String dagId) {
            var address = Links.with(Links.dag(dagId) + "/runs", "state", Objects.requireNonNullElse(state, ""));
            address = Links.with(address, "type", Objects.requireNonNullElse(type, ""));
            return Links.with(address, "day", Objects.requireNonNullElse(day, ""));
        }
    }

    @GetMapping("/dags/{dagId}/runs")
    String show(@PathVariable String dagId, Narrowed narrowed, Model model) {
        model.addAttribute("dag", heads.head(dagId));
        model.addAttribute("view", view(dagId, narrowed));
        return "run/list";
    }

    /** The part that refreshes itself. */
    @GetMapping(path = "/dags/{dagId}/runs", headers = "HX-Request=true")
    String part(@PathVariable String dagId, Narrowed narrowed, Model model) {
        return show(dagId, narrowed, model) + " :: list";
    }

    private RunListView view(String dagId, Narrowed narrowed) {
        var filter = filter(dagId, narrowed);
        var address = narrowed.address(dagId);
        var page = Objects.requireNonNullElse(narrowed.page(), 1);
        var number = totals.of(address, Long.class, () -> runs.count(filter));
        var pager = Pager.at(address, page, PAGE, number);
        var found = runs.findAll(
                filter, PageRequest.of(pager.page() - 1, PAGE, Sort.by("runKey").descending()));
        var now = clock.instant();
        var lines = found.stream().map(row -> line(row, now)).toList();
        return new RunListView(
                lines,
                Links.with(address, "page", page == 1 ? "" : page),
                Objects.requireNonNullElse(narrowed.state(), ""),
                Objects.requireNonNullElse(narrowed.type(), ""),
                Objects.requireNonNullElse(narrowed.day(), ""),
                pager);
    }

    private static RunListView.Line line(DagRunRow row, Instant now) {
        var run = RunLine.of(row);
        return new RunListView.Line(
                run,
                run.span(now),
                row.triggeredBy(),
                row.version(),
                row.build().substring(0, Math.min(8, row.build().length())),
                Objects.requireNonNullElse(row.stateReason(), ""),
                row.isLate());
    }

    private static Specification<DagRunRow> filter(String dagId, Narrowed narrowed) {
        List<Specification<DagRunRow>> parts = new ArrayList<>();
        parts.add(is("dagId", dagId));
        if (narrowed.state() != null && !narrowed.state().isEmpty()) {
            parts.add(is("state", narrowed.state()));
        }
        if (narrowed.type() != null && !narrowed.type().isEmpty()) {
            parts.add(is("runType", narrowed.type()));
        }
        if (narrowed.day() != null && !narrowed.day().isEmpty()) {
            parts.add(on(narrowed.day()));
        }
        return Specification.allOf(parts);
    }

    /** Runs of a day in UTC, by the date that people know them by; text that is no day has none. */
    private static Specification<DagRunRow> on(String text) {
        try {
            var day = LocalDate.parse(text);
            var from = day.atStartOfDay(ZoneOffset.UTC).toInstant();
            var to = day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
            return (row, query, build) -> {
                var date = build.coalesce(row.<Instant>get("logicalDate"), row.<Instant>get("runAfter"));
                return build.and(build.greaterThanOrEqualTo(date, from), build.lessThan(date, to));
            };
        } catch (DateTimeParseException noDay) {
            return (row, query, build) -> build.disjunction();
        }
    }

    private static Specification<DagRunRow> is(String column, String value) {
        return (row, query, build) -> build.equal(row.get(column), value);
    }
}
