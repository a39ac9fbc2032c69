package io.orchestrator.web.access;

import io.orchestrator.web.security.Needs;
import io.orchestrator.web.security.OidcProvider;
import io.orchestrator.web.security.OidcSignOut;
import io.orchestrator.web.security.Right;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
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
    String login(HttpServletRequest request, HttpServletResponse response, Model model) {
        var next = OidcSignOut.next(request.getSession(false));
        next.ifPresent(address -> response.setHeader("Refresh", "0; url=" + address));
        model.addAttribute("provider", provider.label().orElse(null));
        model.addAttribute("signOut", next.orElse(null));
        return "access/login";
    }
}
