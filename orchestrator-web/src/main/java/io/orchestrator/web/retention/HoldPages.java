package io.orchestrator.web.retention;

import io.orchestrator.web.layout.Links;
import io.orchestrator.web.layout.Toast;
import io.orchestrator.web.run.DagRunFinder;
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

/** Where people hold a run, so that it is kept however old it becomes, say why, and let it go again. */
@Controller
@Needs(Right.SEE)
class HoldPages {

    private final DagRunFinder finder;
    private final RunHolds holds;

    HoldPages(DagRunFinder finder, RunHolds holds) {
        this.finder = finder;
        this.holds = holds;
    }

    @GetMapping("/dags/{dagId}/runs/{runId}/hold")
    @Needs(Right.OPERATE)
    String show(@PathVariable String dagId, @PathVariable String runId, Model model) {
        var run = finder.find(dagId, runId);
        model.addAttribute("runId", runId);
        model.addAttribute("dagId", dagId);
        model.addAttribute("back", Links.run(dagId, runId));
        model.addAttribute("longest", RunHolds.LONGEST_REASON);
        model.addAttribute("hold", holds.find(run).orElse(null));
        return "run/hold";
    }

    @PostMapping("/dags/{dagId}/runs/{runId}/hold")
    @Needs(Right.OPERATE)
    String hold(
            @PathVariable String dagId,
            @PathVariable String runId,
            @RequestParam(defaultValue = "") String reason,
            Principal person,
            RedirectAttributes next) {
        var text = reason.strip().replace("\0", "");
        holds.hold(
                finder.find(dagId, runId),
                text.substring(0, Math.min(text.length(), RunHolds.LONGEST_REASON)),
                person.getName());
        next.addFlashAttribute(Toast.NAME, Toast.done("The run is kept until somebody lets it go."));
        return "redirect:" + Links.run(dagId, runId);
    }

    @PostMapping("/dags/{dagId}/runs/{runId}/release")
    @Needs(Right.OPERATE)
    String release(@PathVariable String dagId, @PathVariable String runId, Principal person, RedirectAttributes next) {
        var released = holds.release(finder.find(dagId, runId), person.getName());
        next.addFlashAttribute(
                Toast.NAME,
                released
                        ? Toast.done("The run is not held any more.")
                        : Toast.refused("Nobody holds the run: there is nothing to let go."));
        return "redirect:" + Links.run(dagId, runId);
    }
}
