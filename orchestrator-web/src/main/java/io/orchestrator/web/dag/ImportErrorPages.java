package io.orchestrator.web.dag;

import org.springframework.data.domain.Sort;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** Why DAGs are missing or stayed at their last good version. */
@Controller
class ImportErrorPages {

    private final ImportErrorRows errors;

    ImportErrorPages(ImportErrorRows errors) {
        this.errors = errors;
    }

    @GetMapping("/import-errors")
    String show(Model model) {
        model.addAttribute("errors", errors.findAll(Sort.by("bundle", "source")));
        return "dag/import-errors";
    }
}
