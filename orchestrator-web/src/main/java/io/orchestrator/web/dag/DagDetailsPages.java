package io.orchestrator.web.dag;

import io.orchestrator.web.security.Needs;
import io.orchestrator.web.security.Right;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** The tab with what the author defined. */
@Controller
@Needs(Right.SEE)
class DagDetailsPages {

    private final DagHeads heads;
    private final DagDetails details;

    DagDetailsPages(DagHeads heads, DagDetails details) {
        this.heads = heads;
        this.details = details;
    }

    @GetMapping("/dags/{dagId}/details")
    String show(@PathVariable String dagId, Model model) {
        var dag = heads.row(dagId);
        model.addAttribute("dag", heads.head(dag));
        model.addAttribute("view", details.view(dag));
        return "dag/details";
    }
}
