package io.orchestrator.web.security;

import io.orchestrator.web.api.ApiEndpoint;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;

/** Sends a browser that follows Airflow's addresses to our own login; programs end their token by the second one. */
@ApiEndpoint
@Needs(Right.ANYBODY)
class LoginRedirectApi {

    private final ApiTokens tokens;

    LoginRedirectApi(ApiTokens tokens) {
        this.tokens = tokens;
    }

    /** Where to go afterwards is the login's business: a given {@code next} is not followed, wherever it points. */
    @GetMapping("/api/v2/auth/login")
    ResponseEntity<Void> login(HttpServletRequest request) {
        return to(request.getContextPath() + "/login");
    }

    @GetMapping("/api/v2/auth/logout")
    ResponseEntity<Void> logout(HttpServletRequest request) {
        BearerToken.of(request).ifPresent(tokens::end);
        return to(request.getContextPath() + "/login?logout");
    }

    private static ResponseEntity<Void> to(String path) {
        return ResponseEntity.status(HttpStatus.TEMPORARY_REDIRECT)
                .location(URI.create(path))
                .build();
    }
}
