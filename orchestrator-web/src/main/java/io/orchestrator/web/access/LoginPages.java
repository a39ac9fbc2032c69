package io.orchestrator.web.access;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** Shows the form; Spring Security takes what it posts. */
@Controller
class LoginPages {

    @GetMapping("/login")
    String login() {
        return "access/login";
    }
}
