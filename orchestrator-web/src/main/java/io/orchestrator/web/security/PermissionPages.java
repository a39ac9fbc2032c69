package io.orchestrator.web.security;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** Who may ask for which address. */
@Controller
@Needs(Right.ADMINISTER)
class PermissionPages {

    private final PermissionMatrix matrix;

    PermissionPages(PermissionMatrix matrix) {
        this.matrix = matrix;
    }

    @GetMapping("/permissions")
    String show(Model model) {
        model.addAttribute("routes", matrix.routes());
        return "access/permissions";
    }
}
