package io.orchestrator.web.dag;

import io.orchestrator.web.security.Needs;
import io.orchestrator.web.security.Right;
import org.springframework.data.domain.Sort;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** Why DAGs are missing or stayed at their last good version. */
@Controller
@Needs(Right.SEE)
class ImportErrorPages {

    private final ImportErrorRows errors;
    private final VisibleErrors visible;

    ImportErrorPages(ImportErrorRows errors, VisibleErrors visible) {
        this.errors = errors;
        this.visible = visible;
    }

    @GetMapping("/import-errors")
    String show(Model model) {
        model.addAttribute("errors", errors.findAll(visible.filter(), Sort.by("bundle", "source")));
        return "dag/import-errors";
    }
}
