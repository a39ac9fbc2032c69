package io.orchestrator.web.worker;

import io.orchestrator.web.security.BearerToken;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/** Looks at the token that a worker shows: the worker's own to register, its session's for everything else. */
final class WorkerTokenFilter extends OncePerRequestFilter {

    private final SessionTokens tokens;
    private final RequestMatcher registering;

    WorkerTokenFilter(SessionTokens tokens, RequestMatcher registering) {
        this.tokens = tokens;
        this.registering = registering;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        BearerToken.of(request).flatMap(token -> login(request, token)).ifPresent(login -> {
            var context = SecurityContextHolder.createEmptyContext();
            context.setAuthentication(login);
            SecurityContextHolder.setContext(context);
        });
        chain.doFilter(request, response);
    }

    private Optional<WorkerLogin> login(HttpServletRequest request, String token) {
        if (registering.matches(request)) {
            return tokens.registers(token) ? Optional.of(WorkerLogin.registers()) : Optional.empty();
        }
        return tokens.session(token).map(WorkerLogin::of);
    }
}
