package io.orchestrator.web.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Looks at every request whether the login of its session still holds, and what it is good for now: a session remembers only
 * who it is.
 */
final class FreshLogin extends OncePerRequestFilter {

    private static final Duration LIFE = Duration.ofHours(12);

    private final People people;
    private final Clock clock;

    FreshLogin(People people, Clock clock) {
        this.people = people;
        this.clock = clock;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var login = SecurityContextHolder.getContext().getAuthentication();
        if (login != null && login.isAuthenticated() && !(login instanceof AnonymousAuthenticationToken)) {
            refresh(request, login);
        }
        chain.doFilter(request, response);
    }

    private void refresh(HttpServletRequest request, Authentication login) {
        var since = login.getPrincipal() instanceof Person person ? person.since() : clock.instant();
        var context = SecurityContextHolder.createEmptyContext();
        var now = isOver(since) ? null : people.find(login.getName(), since).orElse(null);
        if (now != null) {
            context.setAuthentication(now.asLogin());
        } else if (request.getSession(false) != null) {
            request.getSession(false).invalidate();
        }
        SecurityContextHolder.setContext(context);
    }

    private boolean isOver(Instant since) {
        return !clock.instant().isBefore(since.plus(LIFE));
    }
}
