package io.orchestrator.web.dag;

import io.orchestrator.core.engine.Command;
import io.orchestrator.web.command.PageCommands;
import io.orchestrator.web.layout.HtmxRedirect;
import io.orchestrator.web.layout.Links;
import io.orchestrator.web.layout.Toast;
import java.security.Principal;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What an operator does to a DAG: pause it, unpause it, start a run. */
@Controller
class DagActions {

    private final DagHeads heads;
    private final PageCommands commands;

    DagActions(DagHeads heads, PageCommands commands) {
        this.heads = heads;
        this.commands = commands;
    }

    @PostMapping("/dags/{dagId}/pause")
    String pause(@PathVariable String dagId, @RequestParam boolean paused, Principal person, RedirectAttributes next) {
        commands.carryOut(new Command.Pause(dagId, paused, person.getName()), next, done -> sentence(dagId, paused));
        return "redirect:" + Links.dag(dagId);
    }

    /** The same from inside a page: only the switch changes. */
    @PostMapping(path = "/dags/{dagId}/pause", headers = "HX-Request=true")
    String pauseHere(@PathVariable String dagId, @RequestParam boolean paused, Principal person, Model model) {
        var toast = commands.ask(new Command.Pause(dagId, paused, person.getName()), done -> sentence(dagId, paused));
        model.addAttribute("dagId", dagId);
        model.addAttribute("href", Links.dag(dagId));
        model.addAttribute("paused", toast.good() == paused);
        model.addAttribute(Toast.NAME, toast);
        return "dag/pause :: answer";
    }

    @GetMapping("/dags/{dagId}/trigger")
    String form(@PathVariable String dagId, Model model) {
        return show(dagId, TriggerForm.EMPTY, Map.of(), model);
    }

    @GetMapping(path = "/dags/{dagId}/trigger", headers = "HX-Request=true")
    String dialog(@PathVariable String dagId, Model model) {
        return form(dagId, model) + " :: dialog";
    }

    @PostMapping("/dags/{dagId}/trigger")
    String trigger(
            @PathVariable String dagId, TriggerForm form, Principal person, Model model, RedirectAttributes next) {
        var errors = form.errors();
        if (!errors.isEmpty()) {
            return show(dagId, form, errors, model);
        }
        commands.carryOut(form.command(dagId, person.getName()), next, DagActions::sentence);
        return "redirect:" + Links.dag(dagId);
    }

    /** The same from a dialog, which stays open while something is wrong. */
    @PostMapping(path = "/dags/{dagId}/trigger", headers = "HX-Request=true")
    Object triggerHere(
            @PathVariable String dagId, TriggerForm form, Principal person, Model model, RedirectAttributes next) {
        var errors = form.errors();
        if (!errors.isEmpty()) {
            return show(dagId, form, errors, model) + " :: dialog";
        }
        var toast = commands.ask(form.command(dagId, person.getName()), DagActions::sentence);
        if (!toast.good()) {
            return show(dagId, form, Map.of("form", toast.text()), model) + " :: dialog";
        }
        next.addFlashAttribute(Toast.NAME, toast);
        return new HtmxRedirect(Links.dag(dagId));
    }

    private String show(String dagId, TriggerForm form, Map<String, String> errors, Model model) {
        model.addAttribute("dag", heads.head(dagId));
        model.addAttribute("form", form);
        model.addAttribute("errors", errors);
        return "dag/trigger";
    }

    private static String sentence(String dagId, boolean paused) {
        return paused
                ? "%s is paused: its schedule starts no runs.".formatted(dagId)
                : "%s is active: its schedule starts runs.".formatted(dagId);
    }

    private static String sentence(Command.Triggered triggered) {
        return triggered.created()
                ? "Run %s is queued.".formatted(triggered.run().runId())
                : "Run %s was there already; nothing was started."
                        .formatted(triggered.run().runId());
    }
}
