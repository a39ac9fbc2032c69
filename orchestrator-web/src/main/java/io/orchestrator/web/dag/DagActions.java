package io.orchestrator.web.dag;

import io.orchestrator.core.engine.Command;
import io.orchestrator.protocol.graph.DagGraph;
import io.orchestrator.web.command.PageCommands;
import io.orchestrator.web.layout.HtmxRedirect;
import io.orchestrator.web.layout.Links;
import io.orchestrator.web.layout.Toast;
import io.orchestrator.web.security.Needs;
import io.orchestrator.web.security.Right;
import java.security.Principal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What an operator does to a DAG: pause it, unpause it, start a run. */
@Controller
@Needs(Right.SEE)
class DagActions {

    private final DagHeads heads;
    private final DagGraphs graphs;
    private final PageCommands commands;

    DagActions(DagHeads heads, DagGraphs graphs, PageCommands commands) {
        this.heads = heads;
        this.graphs = graphs;
        this.commands = commands;
    }

    @PostMapping("/dags/{dagId}/pause")
    @Needs(Right.OPERATE)
    String pause(@PathVariable String dagId, @RequestParam boolean paused, Principal person, RedirectAttributes next) {
        commands.carryOut(new Command.Pause(dagId, paused, person.getName()), next, done -> sentence(dagId, paused));
        return "redirect:" + Links.dag(dagId);
    }

    /** The same from inside a page: only the switch changes. */
    @PostMapping(path = "/dags/{dagId}/pause", headers = "HX-Request=true")
    @Needs(Right.OPERATE)
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
        return show(dagId, TriggerForm.EMPTY, Map.of(), Map.of(), model);
    }

    @GetMapping(path = "/dags/{dagId}/trigger", headers = "HX-Request=true")
    String dialog(@PathVariable String dagId, Model model) {
        return form(dagId, model) + " :: dialog";
    }

    @PostMapping("/dags/{dagId}/trigger")
    @Needs(Right.OPERATE)
    String trigger(
            @PathVariable String dagId,
            TriggerForm form,
            @RequestParam Map<String, String> typed,
            Principal person,
            Model model,
            RedirectAttributes next) {
        var errors = errors(dagId, form, typed);
        if (!errors.isEmpty()) {
            return show(dagId, form, typed, errors, model);
        }
        commands.carryOut(command(dagId, form, typed, person), next, DagActions::sentence);
        return "redirect:" + Links.dag(dagId);
    }

    /** The same from a dialog, which stays open while something is wrong. */
    @PostMapping(path = "/dags/{dagId}/trigger", headers = "HX-Request=true")
    @Needs(Right.OPERATE)
    Object triggerHere(
            @PathVariable String dagId,
            TriggerForm form,
            @RequestParam Map<String, String> typed,
            Principal person,
            Model model,
            RedirectAttributes next) {
        var errors = errors(dagId, form, typed);
        if (!errors.isEmpty()) {
            return show(dagId, form, typed, errors, model) + " :: dialog";
        }
        var toast = commands.ask(command(dagId, form, typed, person), DagActions::sentence);
        if (!toast.good()) {
            return show(dagId, form, typed, Map.of("form", toast.text()), model) + " :: dialog";
        }
        next.addFlashAttribute(Toast.NAME, toast);
        return new HtmxRedirect(Links.dag(dagId));
    }

    private Map<String, String> errors(String dagId, TriggerForm form, Map<String, String> typed) {
        Map<String, String> errors = new LinkedHashMap<>(form.errors());
        params(dagId).ifPresent(params -> errors.putAll(params.errors(typed)));
        return errors;
    }

    private Command.Trigger command(String dagId, TriggerForm form, Map<String, String> typed, Principal person) {
        return params(dagId)
                .map(params -> form.command(dagId, person.getName(), params.values(typed)))
                .orElseGet(() -> form.command(dagId, person.getName()));
    }

    /** The fields of the DAG's own params, if it declares some. */
    private Optional<ParamForm> params(String dagId) {
        return graphs.find(dagId, heads.row(dagId).version())
                .map(DagGraph::params)
                .map(ParamForm::new);
    }

    private String show(
            String dagId, TriggerForm form, Map<String, String> typed, Map<String, String> errors, Model model) {
        model.addAttribute("dag", heads.head(dagId));
        model.addAttribute("form", form);
        model.addAttribute("errors", errors);
        model.addAttribute(
                "fields",
                params(dagId).map(params -> params.fields(typed, errors)).orElse(null));
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
