package io.orchestrator.web.access;

import io.orchestrator.web.security.Needs;
import io.orchestrator.web.security.OidcProvider;
import io.orchestrator.web.security.Right;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** Shows the form; Spring Security takes what it posts. */
@Controller
@Needs(Right.ANYBODY)
class LoginPages {

    private final OidcProvider provider;

    LoginPages(OidcProvider provider) {
        this.provider = provider;
    }

    @GetMapping("/login")
    String login(Model model) {
        model.addAttribute("provider", provider.label().orElse(null));
        model.addAttribute("signOut", provider.signOut().orElse(null));
        return "access/login";
    }
}
