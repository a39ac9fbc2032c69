package io.orchestrator.web.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.springframework.http.MediaType;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/** Carries a request with an {@code Idempotency-Key} out once, however often it is sent; the answer is the first one's. */
final class IdempotencyFilter extends OncePerRequestFilter {

    private static final String KEY = "Idempotency-Key";
    private static final int LONGEST = 200;
    private static final int FIRST_FAULT = 500;
    private static final Set<String> CHANGING = Set.of("POST", "PUT", "PATCH", "DELETE");

    private final IdempotencyKeys keys;

    IdempotencyFilter(IdempotencyKeys keys) {
        this.keys = keys;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getHeader(KEY) == null
                || !CHANGING.contains(request.getMethod())
                || !request.getRequestURI().startsWith(request.getContextPath() + "/api/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var key = request.getHeader(KEY);
        if (!key.matches("[\\x21-\\x7e]{1,%d}".formatted(LONGEST))) {
            JsonRefusal.write(
                    response, 422, "Idempotency-Key: expected 1 to %d printable ASCII characters".formatted(LONGEST));
            return;
        }
        var login = SecurityContextHolder.getContext().getAuthentication();
        var username = login == null ? "" : login.getName();
        var asked = hash(request);
        var earlier = keys.begin(username, key, asked);
        if (earlier.isPresent()) {
            answerAgain(response, earlier.get(), asked);
        } else {
            carryOut(request, response, chain, username, key);
        }
    }

    private static void answerAgain(HttpServletResponse response, IdempotencyKeys.Earlier earlier, String asked)
            throws IOException {
        if (!earlier.request().equals(asked)) {
            JsonRefusal.write(
                    response,
                    422,
                    "Idempotency-Key: another request had this key within the last day; choose a new one");
        } else if (earlier.abandoned()) {
            JsonRefusal.write(
                    response,
                    HttpServletResponse.SC_CONFLICT,
                    "The server stopped while it carried out the request with this key, and whether it was done is not known:"
                            + " look, and where it was not, ask with a new key");
        } else if (earlier.status() == null) {
            JsonRefusal.write(
                    response,
                    HttpServletResponse.SC_CONFLICT,
                    "The request with this key is being carried out: ask again in a moment");
        } else {
            response.setStatus(earlier.status());
            response.setHeader("Idempotent-Replayed", "true");
            response.setContentType(MediaType.APPLICATION_JSON_VALUE);
            response.getOutputStream().write(earlier.answer().getBytes(StandardCharsets.UTF_8));
        }
    }

    private void carryOut(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain, String username, String key)
            throws ServletException, IOException {
        var kept = new ContentCachingResponseWrapper(response);
        var done = false;
        try {
            chain.doFilter(request, kept);
            done = kept.getStatus() < FIRST_FAULT;
            if (done) {
                keys.end(
                        username,
                        key,
                        kept.getStatus(),
                        new String(kept.getContentAsByteArray(), StandardCharsets.UTF_8));
            }
        } finally {
            if (!done) {
                keys.forget(username, key);
            }
            kept.copyBodyToResponse();
        }
    }

    /** The body was read into memory by the filter before. */
    private static String hash(HttpServletRequest request) throws IOException {
        var body = new String(request.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        return Secrets.hash(
                "%s %s?%s %s".formatted(request.getMethod(), request.getRequestURI(), request.getQueryString(), body));
    }
}
