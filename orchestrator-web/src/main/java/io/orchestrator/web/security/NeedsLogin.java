package io.orchestrator.web.security;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;

/**
 * Sends whoever is not logged in to the login page. If a part of a page asked to refresh itself after its login ended, the whole
 * page goes there, not the part.
 */
final class NeedsLogin implements AuthenticationEntryPoint {

    private static final String LOGIN = "/login";

    private final AuthenticationEntryPoint page = new LoginUrlAuthenticationEntryPoint(LOGIN);

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException why)
            throws IOException, ServletException {
        if ("true".equals(request.getHeader("HX-Request"))) {
            response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
            response.setHeader("HX-Redirect", request.getContextPath() + LOGIN);
        } else {
            page.commence(request, response, why);
        }
    }
}
