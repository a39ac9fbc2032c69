package io.orchestrator.web.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.http.HttpHeaders;

/** The token that a request shows in its {@code Authorization} header. */
public final class BearerToken {

    private static final String SCHEME = "Bearer ";
    private static final int LONGEST = 4096;

    private BearerToken() {}

    /** Empty: there is none. */
    public static Optional<String> of(HttpServletRequest request) {
        var header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header == null || header.length() > LONGEST || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Optional.empty();
        }
        return Optional.of(header.substring(SCHEME.length()).strip()).filter(token -> !token.isEmpty());
    }
}
