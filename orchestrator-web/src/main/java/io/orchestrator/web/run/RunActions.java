package io.orchestrator.web.run;

import io.orchestrator.core.engine.Command;
import io.orchestrator.core.engine.CommandRefused;
import io.orchestrator.core.engine.Selection;
import io.orchestrator.core.run.DagRunState;
import io.orchestrator.web.command.PageCommands;
import io.orchestrator.web.layout.Links;
import io.orchestrator.web.layout.Toast;
import io.orchestrator.web.security.Needs;
import io.orchestrator.web.security.Right;
import java.security.Principal;
import java.util.List;
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

    /**
     * The same to many runs of a DAG, one after the other: what one is refused does not keep the others from it.
     *
     * @param chosen run ids
     * @param action retry, clear, success or failed
     */
    @PostMapping("/dags/{dagId}/runs/bulk")
    @Needs(Right.OPERATE)
    String bulk(
            @PathVariable String dagId,
            @RequestParam(name = "run", defaultValue = "") List<String> chosen,
            @RequestParam String action,
            Principal person,
            RedirectAttributes next) {
        var refused = chosen.stream()
                .map(runId -> commands.ask(command(dagId, runId, action, person.getName()), done -> ""))
                .filter(toast -> !toast.good())
                .toList();
        int done = chosen.size() - refused.size();
        var sentence = done == 1 ? "Done to one run." : "Done to %d runs.".formatted(done);
        next.addFlashAttribute(
                Toast.NAME,
                refused.isEmpty()
                        ? Toast.done(sentence)
                        : Toast.refused("%s %d refused, the first because: %s"
                                .formatted(
                                        sentence,
                                        refused.size(),
                                        refused.getFirst().text())));
        return "redirect:" + Links.dag(dagId) + "/runs";
    }

    private static Command<?> command(String dagId, String runId, String action, String actor) {
        return switch (action) {
            case "success" -> new Command.MarkRun(dagId, runId, DagRunState.SUCCESS, actor);
            case "failed" -> new Command.MarkRun(dagId, runId, DagRunState.FAILED, actor);
            case "retry", "clear" ->
                Command.Clear.of(dagId, Selection.ofRun(runId).only(action.equals("retry"), false), actor);
            default ->
                throw new CommandRefused(
                        CommandRefused.Kind.INVALID,
                        "“%s” is nothing that can be done to runs: expected retry, clear, success or failed."
                                .formatted(action));
        };
    }

    private static String sentence(int cleared) {
        return switch (cleared) {
            case 0 -> "No task had to be cleared.";
            case 1 -> "One task instance is cleared and runs again.";
            default -> cleared + " task instances are cleared and run again.";
        };
    }
}
