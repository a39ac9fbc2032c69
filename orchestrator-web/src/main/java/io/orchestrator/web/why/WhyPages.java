package io.orchestrator.web.why;

import io.orchestrator.core.engine.Command;
import io.orchestrator.core.engine.CommandRefused;
import io.orchestrator.web.command.Commands;
import io.orchestrator.web.error.Refusals;
import io.orchestrator.web.security.Needs;
import io.orchestrator.web.security.Right;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** The part of a page that says why. It comes after the page, because the engine is asked. */
@Controller
@Needs(Right.SEE)
class WhyPages {

    private final Commands commands;

    WhyPages(Commands commands) {
        this.commands = commands;
    }

    @GetMapping("/dags/{dagId}/runs/{runId}/why")
    String run(@PathVariable String dagId, @PathVariable String runId, Model model) {
        return show(dagId, runId, null, -1, model);
    }

    @GetMapping("/dags/{dagId}/runs/{runId}/tasks/{taskId}/why")
    String task(
            @PathVariable String dagId,
            @PathVariable String runId,
            @PathVariable String taskId,
            @RequestParam(defaultValue = "-1") int map,
            Model model) {
        return show(dagId, runId, taskId, map, model);
    }

    private String show(String dagId, String runId, @Nullable String taskId, int map, Model model) {
        model.addAttribute("why", view(new Command.Explain(dagId, runId, taskId, map)));
        return "why/why :: why";
    }

    private WhyView view(Command.Explain ask) {
        try {
            return WhyView.of(ask.dagId(), commands.await(ask));
        } catch (CommandRefused refused) {
            return WhyView.unknown(Refusals.sentence(refused));
        }
    }
}
