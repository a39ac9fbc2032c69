package io.orchestrator.web.dataset;

import io.orchestrator.web.api.ApiRefusal;
import io.orchestrator.web.dataset.DatasetAnswer.Version;
import io.orchestrator.web.layout.Links;
import io.orchestrator.web.layout.NotThere;
import io.orchestrator.web.layout.Pager;
import io.orchestrator.web.layout.Toast;
import io.orchestrator.web.security.Needs;
import io.orchestrator.web.security.Right;
import java.security.Principal;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The datasets, one with its versions, and one version with its checks; what is in quarantine can be published all the same. */
@Controller
@Needs(Right.SEE)
class DatasetPages {

    private static final int PAGE = 50;

    private final Datasets datasets;
    private final DatasetDiffs diffs;
    private final DatasetDeeds deeds;
    private final CheckHistory checks;
    private final DatasetContracts contracts;

    DatasetPages(
            Datasets datasets,
            DatasetDiffs diffs,
            DatasetDeeds deeds,
            CheckHistory checks,
            DatasetContracts contracts) {
        this.contracts = contracts;
        this.datasets = datasets;
        this.diffs = diffs;
        this.deeds = deeds;
        this.checks = checks;
    }

    @GetMapping(DatasetLinks.ALL)
    String list(@RequestParam(defaultValue = "") String q, @RequestParam(defaultValue = "1") int page, Model model) {
        var text = q.isBlank() ? null : q.strip();
        var pager = Pager.at(
                Links.with(DatasetLinks.ALL, "q", q),
                page,
                PAGE,
                datasets.list(text, 1, 0).total());
        model.addAttribute("text", q);
        model.addAttribute("pager", pager);
        model.addAttribute(
                "lines",
                datasets.list(text, PAGE, (pager.page() - 1L) * PAGE).rows().stream()
                        .map(DatasetView::entry)
                        .toList());
        model.addAttribute(
                "quarantined",
                datasets.quarantined(PAGE, 0).rows().stream()
                        .map(DatasetView::line)
                        .toList());
        return "dataset/list";
    }

    @GetMapping(DatasetLinks.ALL + "/{name}")
    String show(
            @PathVariable String name,
            @RequestParam(defaultValue = "1") int page,
            @RequestParam(required = false) @Nullable Long from,
            @RequestParam(required = false) @Nullable Long to,
            Model model) {
        var dataset = found(() -> datasets.find(name));
        var pager = Pager.at(
                DatasetLinks.dataset(name),
                page,
                PAGE,
                datasets.versions(name, null, 1, 0).total());
        model.addAttribute("dataset", dataset);
        model.addAttribute("pager", pager);
        model.addAttribute(
                "lines",
                datasets.versions(name, null, PAGE, (pager.page() - 1L) * PAGE).rows().stream()
                        .map(DatasetView::line)
                        .toList());
        model.addAttribute("history", checks.of(name));
        model.addAttribute("contract", contracts.of(dataset));
        model.addAttribute("from", from);
        model.addAttribute("to", to);
        if (from != null && to != null) {
            var diff = found(() -> diffs.between(name, from, to));
            model.addAttribute("diff", DatasetView.differences(diff));
            model.addAttribute("sameFiles", diff.sameFiles());
        }
        return "dataset/show";
    }

    @GetMapping(DatasetLinks.ALL + "/{name}/versions/{number}")
    String version(@PathVariable String name, @PathVariable long number, Model model) {
        return version(found(() -> datasets.version(name, number)), model);
    }

    @GetMapping("/quarantine/{id}")
    String quarantined(@PathVariable long id, Model model) {
        var version = found(() -> datasets.version(id));
        return version.number() == null
                ? version(version, model)
                : "redirect:" + DatasetLinks.version(version.dataset(), version.number());
    }

    private String version(Version version, Model model) {
        model.addAttribute("view", DatasetView.whole(datasets.details(version)));
        model.addAttribute("history", checks.of(version.dataset()));
        return "dataset/version";
    }

    @PostMapping("/quarantine/{id}/publish")
    @Needs(Right.EDIT)
    String publish(
            @PathVariable long id,
            @RequestParam(defaultValue = "") String reason,
            Principal person,
            RedirectAttributes next) {
        var version = found(() -> datasets.version(id));
        if (reason.isBlank() || reason.length() > QuarantineApi.LONGEST_REASON) {
            next.addFlashAttribute(
                    Toast.NAME, Toast.refused("Say in 1 to 1,000 characters why it is published all the same."));
            return "redirect:" + DatasetLinks.quarantined(id);
        }
        try {
            var number = deeds.publish(version, reason.strip(), person.getName());
            next.addFlashAttribute(
                    Toast.NAME,
                    Toast.done("It is version %d of %s now: DAGs that follow it have heard of it."
                            .formatted(number, version.dataset())));
        } catch (ApiRefusal refused) {
            next.addFlashAttribute(Toast.NAME, Toast.refused(refused.sentence()));
        }
        return "redirect:" + DatasetLinks.quarantined(id);
    }

    /** What is missing is a page that says so. */
    static <T> T found(Supplier<T> look) {
        try {
            return look.get();
        } catch (ApiRefusal missing) {
            throw new NotThere(missing.sentence().replace("`", "") + ".");
        }
    }
}
