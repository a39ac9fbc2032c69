package io.orchestrator.web.feature;

import io.orchestrator.web.security.Needs;
import io.orchestrator.web.security.Right;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The views that have online features. They belong to no DAG, so only who sees all DAGs sees them. */
@Controller
@Needs(Right.WATCH)
class FeaturePages {

    private final FeatureViews views;

    FeaturePages(FeatureViews views) {
        this.views = views;
    }

    @GetMapping("/features")
    String list(Model model) {
        model.addAttribute("views", views.list());
        return "feature/list";
    }
}
