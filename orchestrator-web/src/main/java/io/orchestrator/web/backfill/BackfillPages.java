package io.orchestrator.web.backfill;

import io.orchestrator.core.backfill.Backfill;
import io.orchestrator.core.engine.Command;
import io.orchestrator.core.engine.Command.MoveBackfill.To;
import io.orchestrator.core.engine.CommandRefused;
import io.orchestrator.web.command.Commands;
import io.orchestrator.web.command.PageCommands;
import io.orchestrator.web.dag.DagHeads;
import io.orchestrator.web.error.Refusals;
import io.orchestrator.web.layout.Links;
import io.orchestrator.web.layout.NotThere;
import io.orchestrator.web.layout.Pager;
import io.orchestrator.web.layout.PrettyJson;
import io.orchestrator.web.security.Needs;
import io.orchestrator.web.security.Right;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

/** The backfills of a DAG: a list, the progress of each, and the form that shows exactly what would run. */
@Controller
@Needs(Right.SEE)
class BackfillPages {

    private static final int PAGE = 20;
    private static final int LEFT_OUT = 100;

    private final DagHeads heads;
    private final BackfillRows rows;
    private final BackfillProgress progress;
    private final Commands commands;
    private final PageCommands pageCommands;

    BackfillPages(
            DagHeads heads,
            BackfillRows rows,
            BackfillProgress progress,
            Commands commands,
            PageCommands pageCommands) {
        this.heads = heads;
        this.rows = rows;
        this.progress = progress;
        this.commands = commands;
        this.pageCommands = pageCommands;
    }

    @GetMapping("/dags/{dagId}/backfills")
    String list(@PathVariable String dagId, @RequestParam(defaultValue = "1") int page, Model model) {
        var dag = heads.head(dagId);
        Specification<BackfillRow> ofDag = (row, query, build) -> build.equal(row.get("dagId"), dagId);
        var address = Links.backfills(dagId);
        var pager = Pager.at(address, page, PAGE, rows.count(ofDag));
        var found = rows.findAll(
                        ofDag,
                        PageRequest.of(
                                pager.page() - 1, PAGE, Sort.by("backfillId").descending()))
                .getContent();
        var counts = progress.of(found);
        model.addAttribute("dag", dag);
        model.addAttribute("address", Links.with(address, "page", page == 1 ? "" : page));
        model.addAttribute("pager", pager);
        model.addAttribute(
                "backfills",
                found.stream()
                        .map(row -> BackfillView.of(row, count(counts, row), dag.paused()))
                        .toList());
        return "backfill/list";
    }

    /** The part that refreshes itself. */
    @GetMapping(path = "/dags/{dagId}/backfills", headers = "HX-Request=true")
    String listPart(@PathVariable String dagId, @RequestParam(defaultValue = "1") int page, Model model) {
        return list(dagId, page, model) + " :: list";
    }

    private static BackfillProgress.Count count(Map<Long, BackfillProgress.Count> counts, BackfillRow row) {
        return Objects.requireNonNull(counts.get(row.backfillId()));
    }

    @GetMapping("/dags/{dagId}/backfills/{id}")
    String show(@PathVariable String dagId, @PathVariable long id, Model model) {
        var dag = heads.head(dagId);
        var row = rows.findById(id)
                .filter(one -> one.dagId().equals(dagId))
                .orElseThrow(() -> new NotThere("DAG “%s” has no backfill number %d.".formatted(dagId, id)));
        var view = BackfillView.of(row, count(progress.of(List.of(row)), row), dag.paused());
        model.addAttribute("dag", dag);
        model.addAttribute("view", view);
        model.addAttribute("params", PrettyJson.of(row.params()));
        model.addAttribute("omitted", progress.leftOut(id, LEFT_OUT));
        return "backfill/show";
    }

    /** The part that refreshes itself. */
    @GetMapping(path = "/dags/{dagId}/backfills/{id}", headers = "HX-Request=true")
    String showPart(@PathVariable String dagId, @PathVariable long id, Model model) {
        return show(dagId, id, model) + " :: progress";
    }

    @GetMapping("/dags/{dagId}/backfills/new")
    String form(@PathVariable String dagId, BackfillForm form, Principal person, Model model) {
        var errors = form.isEmpty() ? Map.<String, String>of() : form.errors();
        model.addAttribute("dag", heads.head(dagId));
        model.addAttribute("form", form);
        model.addAttribute("errors", errors);
        model.addAttribute(
                "preview",
                form.isEmpty() || !errors.isEmpty()
                        ? BackfillPreview.NOTHING
                        : preview(form.command(dagId, true, person.getName())));
        return "backfill/form";
    }

    /** What would run by the form as it is now. */
    @GetMapping(path = "/dags/{dagId}/backfills/new", headers = "HX-Request=true")
    String part(@PathVariable String dagId, BackfillForm form, Principal person, Model model) {
        return form(dagId, form, person, model) + " :: preview";
    }

    private BackfillPreview preview(Command.StartBackfill ask) {
        try {
            return BackfillPreview.of(commands.await(ask).plan());
        } catch (CommandRefused refused) {
            return BackfillPreview.refused(Refusals.sentence(refused));
        }
    }

    @PostMapping("/dags/{dagId}/backfills")
    @Needs(Right.OPERATE)
    String start(
            @PathVariable String dagId, BackfillForm form, Principal person, Model model, RedirectAttributes next) {
        if (!form.errors().isEmpty()) {
            return form(dagId, form, person, model);
        }
        try {
            var made = commands.await(form.command(dagId, false, person.getName()));
            return "redirect:"
                    + Links.backfill(
                            dagId, Objects.requireNonNull(made.backfill()).id());
        } catch (CommandRefused refused) {
            form(dagId, form, person, model);
            model.addAttribute("preview", BackfillPreview.refused(Refusals.sentence(refused)));
            return "backfill/form";
        }
    }

    @PostMapping("/dags/{dagId}/backfills/{id}/pause")
    @Needs(Right.OPERATE)
    String pause(@PathVariable String dagId, @PathVariable long id, Principal person, RedirectAttributes next) {
        return move(dagId, id, To.PAUSED, "paused: no run of it begins", person, next);
    }

    @PostMapping("/dags/{dagId}/backfills/{id}/resume")
    @Needs(Right.OPERATE)
    String resume(@PathVariable String dagId, @PathVariable long id, Principal person, RedirectAttributes next) {
        return move(dagId, id, To.RUNNING, "going on", person, next);
    }

    @PostMapping("/dags/{dagId}/backfills/{id}/cancel")
    @Needs(Right.OPERATE)
    String cancel(@PathVariable String dagId, @PathVariable long id, Principal person, RedirectAttributes next) {
        return move(dagId, id, To.CANCELLED, "cancelled: what runs already, runs to its end", person, next);
    }

    private String move(String dagId, long id, To to, String what, Principal person, RedirectAttributes next) {
        Command<Backfill> command = new Command.MoveBackfill(dagId, id, to, person.getName());
        pageCommands.carryOut(command, next, done -> "Backfill %d is %s.".formatted(id, what));
        return "redirect:" + Links.backfill(dagId, id);
    }
}
