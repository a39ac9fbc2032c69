package io.orchestrator.web.notify;

import io.orchestrator.core.notify.Outbox;
import io.orchestrator.web.api.Filters;
import io.orchestrator.web.layout.Links;
import io.orchestrator.web.layout.NotThere;
import io.orchestrator.web.layout.Pager;
import io.orchestrator.web.layout.Toast;
import io.orchestrator.web.security.Needs;
import io.orchestrator.web.security.Right;
import java.security.Principal;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Sort;
import org.springframework.data.jpa.domain.Specification;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What people were told of, newest first, and what became of it. */
@Controller
@Needs(Right.EDIT)
class NotificationPages {

    private static final int PAGE = 50;
    private static final List<String> STATES = List.of("pending", "delivered", "dead");

    private final NotificationRows rows;
    private final Outbox outbox;

    NotificationPages(NotificationRows rows, Outbox outbox) {
        this.rows = rows;
        this.outbox = outbox;
    }

    /** @param state empty: all */
    @GetMapping("/notifications")
    String list(
            @RequestParam(defaultValue = "") String state, @RequestParam(defaultValue = "1") int page, Model model) {
        Specification<NotificationRow> filter = STATES.contains(state) ? Filters.equal("state", state) : Filters.all();
        var pager = Pager.at(Links.with("/notifications", "state", state), page, PAGE, rows.count(filter));
        var newest = Sort.by("at", "id").descending();
        model.addAttribute(
                "lines",
                rows.findAll(filter, PageRequest.of(pager.page() - 1, PAGE, newest)).stream()
                        .map(Line::of)
                        .toList());
        model.addAttribute("state", state);
        model.addAttribute("states", STATES);
        model.addAttribute("pager", pager);
        return "notification/list";
    }

    /** @param href what it is about, or null */
    record Line(NotificationRow row, @Nullable String href) {

        static Line of(NotificationRow row) {
            return new Line(row, href(row));
        }

        private static @Nullable String href(NotificationRow row) {
            if (row.dagId() == null) {
                return null;
            }
            return row.runId() == null ? Links.dag(row.dagId()) : Links.run(row.dagId(), row.runId());
        }
    }

    @Needs(Right.EDIT)
    @PostMapping("/notifications/{id}/redeliver")
    String redeliver(@PathVariable UUID id, Principal person, RedirectAttributes next) {
        if (!outbox.redeliver(id, person.getName())) {
            throw new NotThere("There is no notification %s any more.".formatted(id));
        }
        next.addFlashAttribute(Toast.NAME, Toast.done("The notification is delivered once more."));
        return "redirect:/notifications";
    }
}
