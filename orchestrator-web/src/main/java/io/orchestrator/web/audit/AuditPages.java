package io.orchestrator.web.audit;

import io.orchestrator.web.layout.Links;
import io.orchestrator.web.layout.Pager;
import io.orchestrator.web.security.Needs;
import io.orchestrator.web.security.Right;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Sort;
import org.springframework.data.jpa.domain.Specification;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What people did, newest first. */
@Controller
@Needs(Right.AUDIT)
class AuditPages {

    private static final int PAGE = 100;

    private final AuditEventRows events;

    AuditPages(AuditEventRows events) {
        this.events = events;
    }

    /** @param text the start of an actor's name or an action, or a DAG's id; empty: everything */
    @GetMapping("/audit")
    String show(
            @RequestParam(name = "q", defaultValue = "") String text,
            @RequestParam(defaultValue = "1") int page,
            Model model) {
        var filter = filter(text.strip());
        var pager = Pager.at(Links.with("/audit", "q", text.strip()), page, PAGE, events.count(filter));
        var found = events.findAll(
                filter, PageRequest.of(pager.page() - 1, PAGE, Sort.by("at").descending()));
        model.addAttribute("lines", found.stream().map(AuditPages::line).toList());
        model.addAttribute("text", text.strip());
        model.addAttribute("pager", pager);
        return "audit/list";
    }

    private static Specification<AuditEventRow> filter(String text) {
        if (text.isEmpty()) {
            return Specification.unrestricted();
        }
        var start = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
        return (row, query, build) -> build.or(
                build.like(row.get("actor"), start, '\\'),
                build.like(row.get("action"), start, '\\'),
                build.equal(row.get("dagId"), text));
    }

    private static Line line(AuditEventRow row) {
        return new Line(
                row.at(), row.actor(), row.action(), places(row), row.detail().equals("{}") ? "" : row.detail());
    }

    private static List<Place> places(AuditEventRow row) {
        var places = new ArrayList<Place>();
        if (row.dagId() != null) {
            places.add(new Place(row.dagId(), Links.dag(row.dagId())));
            if (row.runId() != null) {
                places.add(new Place(row.runId(), Links.run(row.dagId(), row.runId())));
                if (row.taskId() != null) {
                    places.add(new Place(row.taskId(), Links.task(row.dagId(), row.runId(), row.taskId())));
                }
            }
        }
        return places;
    }

    /**
     * One deed on the page.
     *
     * @param places what it was done to, from the DAG down
     * @param detail JSON, or empty
     */
    record Line(Instant at, String actor, String action, List<Place> places, String detail) {}

    record Place(String name, String href) {}
}
