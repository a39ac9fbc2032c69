package io.orchestrator.web.run;

import io.orchestrator.core.engine.Command;
import io.orchestrator.core.engine.Selection;
import io.orchestrator.core.run.DagRunState;
import io.orchestrator.web.command.PageCommands;
import io.orchestrator.web.layout.Links;
import io.orchestrator.web.security.Needs;
import io.orchestrator.web.security.Right;
import java.security.Principal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What an operator does to a run. */
@Controller
@Needs(Right.SEE)
class RunActions {

    private final PageCommands commands;

    RunActions(PageCommands commands) {
        this.commands = commands;
    }

    /** @param onlyFailed true: the tasks that failed and what waits for them; false: all tasks */
    @PostMapping(path = "/dags/{dagId}/runs/{runId}/clear", params = "onlyFailed")
    @Needs(Right.OPERATE)
    String clear(
            @PathVariable String dagId,
            @PathVariable String runId,
            @RequestParam boolean onlyFailed,
            Principal person,
            RedirectAttributes next) {
        var clear = Command.Clear.of(dagId, Selection.ofRun(runId).only(onlyFailed, false), person.getName());
        commands.carryOut(clear, next, cleared -> sentence(cleared.size()));
        return "redirect:" + Links.run(dagId, runId);
    }

    /** @param state failed: the run is cancelled; success: it counts as done */
    @PostMapping("/dags/{dagId}/runs/{runId}/mark")
    @Needs(Right.OPERATE)
    String mark(
            @PathVariable String dagId,
            @PathVariable String runId,
            @RequestParam String state,
            Principal person,
            RedirectAttributes next) {
        var failed = state.equals(DagRunState.FAILED.key());
        var mark =
                new Command.MarkRun(dagId, runId, failed ? DagRunState.FAILED : DagRunState.SUCCESS, person.getName());
        commands.carryOut(mark, next, run -> failed ? "The run is marked failed." : "The run is marked success.");
        return "redirect:" + Links.run(dagId, runId);
    }

    private static String sentence(int cleared) {
        return switch (cleared) {
            case 0 -> "No task had to be cleared.";
            case 1 -> "One task instance is cleared and runs again.";
            default -> cleared + " task instances are cleared and run again.";
        };
    }
}
