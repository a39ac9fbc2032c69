package io.orchestrator.web.dataset;

import io.orchestrator.web.security.Needs;
import io.orchestrator.web.security.Right;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** Who watches for drift, and the board of one: windows and features against the thresholds, and what was decided. */
@Controller
@Needs(Right.SEE)
class DriftPages {

    private final Drifts drifts;

    DriftPages(Drifts drifts) {
        this.drifts = drifts;
    }

    @GetMapping(DatasetLinks.DRIFT)
    String list(Model model) {
        model.addAttribute("boards", drifts.list());
        return "drift/list";
    }

    @GetMapping(DatasetLinks.DRIFT + "/{name}")
    String show(@PathVariable String name, Model model) {
        model.addAttribute("view", DatasetPages.found(() -> drifts.find(name)));
        model.addAttribute("measures", DriftView.measures());
        return "drift/show";
    }
}
