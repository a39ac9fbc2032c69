package io.orchestrator.web.home;

import io.orchestrator.web.security.Needs;
import io.orchestrator.web.security.Right;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The first page: is all well, what runs, what failed, what is late. */
@Controller
@Needs(Right.SEE)
class HomePages {

    private final Home home;

    HomePages(Home home) {
        this.home = home;
    }

    @GetMapping("/")
    String show(Model model) {
        model.addAttribute("view", home.view());
        return "home/show";
    }

    /** The part that refreshes itself. */
    @GetMapping(path = "/", headers = "HX-Request=true")
    String part(Model model) {
        return show(model) + " :: part";
    }
}
