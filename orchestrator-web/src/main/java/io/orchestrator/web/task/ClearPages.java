package io.orchestrator.web.task;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import io.orchestrator.core.engine.CommandRefused;
import io.orchestrator.core.task.TaskInstance;
import io.orchestrator.web.command.Commands;
import io.orchestrator.web.command.PageCommands;
import io.orchestrator.web.error.Refusals;
import io.orchestrator.web.layout.Links;
import io.orchestrator.web.layout.PrettyJson;
import io.orchestrator.web.run.DagRunFinder;
import io.orchestrator.web.run.DagRunRow;
import io.orchestrator.web.run.DagRunRows;
import io.orchestrator.web.security.Needs;
import io.orchestrator.web.security.Right;
import java.security.Principal;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The form that clears tasks: it always shows exactly what would be cleared, as the engine says. */
@Controller
@Needs(Right.SEE)
class ClearPages {

    private final DagRunFinder finder;
    private final DagRunRows runs;
    private final Commands commands;
    private final PageCommands pageCommands;

    ClearPages(DagRunFinder finder, DagRunRows runs, Commands commands, PageCommands pageCommands) {
        this.finder = finder;
        this.runs = runs;
        this.commands = commands;
        this.pageCommands = pageCommands;
    }

    @GetMapping("/dags/{dagId}/runs/{runId}/clear")
    String show(@PathVariable String dagId, @PathVariable String runId, ClearForm form, Principal person, Model model) {
        var run = finder.find(dagId, runId);
        model.addAttribute("run", run);
        model.addAttribute("href", Links.clear(dagId, runId));
        model.addAttribute("back", back(dagId, runId, form));
        model.addAttribute("had", PrettyJson.of(Objects.requireNonNull(run.params())));
        model.addAttribute("form", form);
        model.addAttribute("view", preview(dagId, runId, form, person));
        return "task/clear";
    }

    /** What would be cleared by the form as it is now. */
    @GetMapping(path = "/dags/{dagId}/runs/{runId}/clear", headers = "HX-Request=true")
    String part(@PathVariable String dagId, @PathVariable String runId, ClearForm form, Principal person, Model model) {
        return show(dagId, runId, form, person, model) + " :: preview";
    }

    @PostMapping(path = "/dags/{dagId}/runs/{runId}/clear", params = "!onlyFailed")
    @Needs(Right.OPERATE)
    String clear(
            @PathVariable String dagId,
            @PathVariable String runId,
            ClearForm form,
            Principal person,
            Model model,
            RedirectAttributes next) {
        if (!form.fault().isEmpty()) {
            return show(dagId, runId, form, person, model);
        }
        pageCommands.carryOut(form.command(dagId, runId, person.getName()), next, cleared -> sentence(cleared.size()));
        return "redirect:" + back(dagId, runId, form);
    }

    private ClearView preview(String dagId, String runId, ClearForm form, Principal person) {
        if (!form.fault().isEmpty()) {
            return ClearView.refused(form.fault());
        }
        try {
            return view(
                    commands.await(form.command(dagId, runId, person.getName()).tried()));
        } catch (CommandRefused refused) {
            return ClearView.refused(Refusals.sentence(refused));
        }
    }

    private ClearView view(List<TaskInstance> cleared) {
        var keys = cleared.stream().map(TaskInstance::runKey).collect(toSet());
        var shown = cleared.subList(0, Math.min(ClearView.SHOWN, cleared.size()));
        var rows = runs.findByRunKeyIn(shown.stream().map(TaskInstance::runKey).collect(toSet())).stream()
                .collect(toMap(DagRunRow::runKey, row -> row));
        var lines = shown.stream()
                .filter(instance -> rows.containsKey(instance.runKey()))
                .map(instance -> line(Objects.requireNonNull(rows.get(instance.runKey())), instance))
                .toList();
        return new ClearView(cleared.size(), keys.size(), lines, "");
    }

    private static ClearView.Line line(DagRunRow run, TaskInstance instance) {
        var index = instance.mapIndex();
        return new ClearView.Line(
                run.runId(),
                Links.run(run.dagId(), run.runId()),
                index < 0 ? instance.taskId() : "%s [%d]".formatted(instance.taskId(), index),
                Links.task(run.dagId(), run.runId(), instance.taskId(), index),
                instance.state().key());
    }

    private static String back(String dagId, String runId, ClearForm form) {
        return form.task().isEmpty()
                ? Links.run(dagId, runId)
                : Links.task(dagId, runId, form.task(), Objects.requireNonNullElse(form.map(), -1));
    }

    private static String sentence(int cleared) {
        return switch (cleared) {
            case 0 -> "No task had to be cleared.";
            case 1 -> "One task instance is cleared and runs again.";
            default -> cleared + " task instances are cleared and run again.";
        };
    }
}
