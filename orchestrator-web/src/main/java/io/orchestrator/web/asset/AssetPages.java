package io.orchestrator.web.asset;

import io.orchestrator.core.engine.Command;
import io.orchestrator.web.api.ApiRefusal;
import io.orchestrator.web.api.Filters;
import io.orchestrator.web.command.PageCommands;
import io.orchestrator.web.layout.Links;
import io.orchestrator.web.layout.NotThere;
import io.orchestrator.web.layout.Pager;
import io.orchestrator.web.security.Needs;
import io.orchestrator.web.security.Right;
import java.security.Principal;
import java.util.List;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Sort;
import org.springframework.data.jpa.domain.Specification;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import tools.jackson.databind.node.JsonNodeFactory;

/** The assets, and one with its events: who produces it, who reads it, who follows it. */
@Controller
@Needs(Right.SEE)
class AssetPages {

    private static final int PAGE = 50;

    private final AssetRows assets;
    private final AssetEventRows events;
    private final AssetAnswers answers;
    private final VisibleAssets visible;
    private final PageCommands commands;

    AssetPages(
            AssetRows assets,
            AssetEventRows events,
            AssetAnswers answers,
            VisibleAssets visible,
            PageCommands commands) {
        this.assets = assets;
        this.events = events;
        this.answers = answers;
        this.visible = visible;
        this.commands = commands;
    }

    @GetMapping("/assets")
    String list(@RequestParam(defaultValue = "") String q, @RequestParam(defaultValue = "1") int page, Model model) {
        Specification<AssetRow> filter = visible.rows("assetId");
        if (!q.isBlank()) {
            filter = filter.and(Filters.<AssetRow>like("name", q.strip()).or(Filters.like("uri", q.strip())));
        }
        var pager = Pager.at(Links.with("/assets", "q", q), page, PAGE, assets.count(filter));
        var rows = assets.findAll(filter, PageRequest.of(pager.page() - 1, PAGE, Sort.by("name", "assetId")))
                .getContent();
        model.addAttribute("text", q);
        model.addAttribute("pager", pager);
        model.addAttribute("lines", AssetView.lines(rows, answers.of(rows)));
        return "asset/list";
    }

    @GetMapping("/assets/{id}")
    String show(@PathVariable long id, @RequestParam(defaultValue = "1") int page, Model model) {
        var row = find(id);
        Specification<AssetEventRow> ofAsset = Filters.equal("assetId", id);
        var pager = Pager.at("/assets/" + id, page, PAGE, events.count(ofAsset));
        var newest = events.findAll(
                        ofAsset,
                        PageRequest.of(
                                pager.page() - 1, PAGE, Sort.by("eventId").descending()))
                .getContent();
        model.addAttribute(
                "asset", AssetView.lines(List.of(row), answers.of(List.of(row))).getFirst());
        model.addAttribute("pager", pager);
        model.addAttribute(
                "events",
                answers.ofEvents(newest).stream().map(AssetView::event).toList());
        model.addAttribute("mayUpdate", visible.mayUpdate(id));
        return "asset/show";
    }

    /** Somebody who is no task has updated the asset. */
    @PostMapping("/assets/{id}/events")
    @Needs(Right.OPERATE)
    String update(@PathVariable long id, Principal person, RedirectAttributes next) {
        var row = find(id);
        if (!visible.mayUpdate(id)) {
            throw new AccessDeniedException("Somebody who operates no DAG that produces asset %d".formatted(id));
        }
        commands.carryOut(
                new Command.CauseAssetEvent(id, JsonNodeFactory.instance.objectNode(), person.getName()),
                next,
                done -> "%s is updated: DAGs that follow it have heard of it.".formatted(row.name()));
        return "redirect:/assets/" + id;
    }

    private AssetRow find(long id) {
        try {
            return visible.find(id);
        } catch (ApiRefusal missing) {
            throw new NotThere("There is no asset number %d.".formatted(id));
        }
    }
}
