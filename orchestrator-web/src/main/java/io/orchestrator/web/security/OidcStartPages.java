package io.orchestrator.web.security;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** Sends people to the identity provider, if it is there. */
@Controller
@Needs(Right.ANYBODY)
class OidcStartPages {

    private final OidcProvider provider;

    OidcStartPages(OidcProvider provider) {
        this.provider = provider;
    }

    @GetMapping("/login/oidc")
    String start() {
        return provider.answers() ? "redirect:/oauth2/authorization/" + OidcProvider.ID : "redirect:/login?unreachable";
    }
}
