package io.orchestrator.web.access;

import io.orchestrator.web.security.Needs;
import io.orchestrator.web.security.Right;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** Shows the form; Spring Security takes what it posts. */
@Controller
@Needs(Right.ANYBODY)
class LoginPages {

    @GetMapping("/login")
    String login() {
        return "access/login";
    }
}
