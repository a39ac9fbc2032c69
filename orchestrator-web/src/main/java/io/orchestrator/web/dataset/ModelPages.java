package io.orchestrator.web.dataset;

import io.orchestrator.web.api.ApiRefusal;
import io.orchestrator.web.layout.Toast;
import io.orchestrator.web.security.Needs;
import io.orchestrator.web.security.Right;
import java.security.Principal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The models, and one with how good its versions are; who may moves its aliases: promotes a version, or takes it back. */
@Controller
@Needs(Right.SEE)
class ModelPages {

    private final Models models;
    private final Datasets datasets;
    private final DatasetDeeds deeds;

    ModelPages(Models models, Datasets datasets, DatasetDeeds deeds) {
        this.models = models;
        this.datasets = datasets;
        this.deeds = deeds;
    }

    @GetMapping(DatasetLinks.MODELS)
    String list(Model model) {
        model.addAttribute("models", models.list());
        return "model/list";
    }

    @GetMapping(DatasetLinks.MODELS + "/{name}")
    String show(@PathVariable String name, Model model) {
        model.addAttribute("view", DatasetPages.found(() -> models.find(name)));
        return "model/show";
    }

    @PostMapping(DatasetLinks.MODELS + "/{name}/move")
    @Needs(Right.EDIT)
    String move(
            @PathVariable String name,
            @RequestParam(defaultValue = "") String alias,
            @RequestParam(defaultValue = "0") long number,
            Principal person,
            RedirectAttributes next) {
        DatasetPages.found(() -> datasets.find(name));
        try {
            var tag = TagNames.checked(alias.strip());
            deeds.tag(datasets.version(name, number), number, tag, person.getName());
            next.addFlashAttribute(
                    Toast.NAME,
                    Toast.done("Version %d is %s now: whoever asks for it gets that version.".formatted(number, tag)));
        } catch (ApiRefusal refused) {
            next.addFlashAttribute(Toast.NAME, Toast.refused(refused.sentence()));
        }
        return "redirect:" + DatasetLinks.model(name);
    }

    @PostMapping(DatasetLinks.MODELS + "/{name}/remove")
    @Needs(Right.EDIT)
    String remove(
            @PathVariable String name,
            @RequestParam(defaultValue = "") String alias,
            Principal person,
            RedirectAttributes next) {
        DatasetPages.found(() -> datasets.find(name));
        next.addFlashAttribute(
                Toast.NAME,
                deeds.untag(name, alias, person.getName())
                        ? Toast.done("No version is %s now.".formatted(alias))
                        : Toast.refused("No version was that."));
        return "redirect:" + DatasetLinks.model(name);
    }
}
