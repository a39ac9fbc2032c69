package io.orchestrator.web.security;

import io.orchestrator.web.api.Accepts;
import io.orchestrator.web.api.ApiEndpoint;
import io.orchestrator.web.api.ApiRefusal;
import io.orchestrator.web.api.Body;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import tools.jackson.databind.JsonNode;

/** Gives programs a token for a user's name and password. */
@ApiEndpoint
class TokenApi {

    private final AuthenticationManager logins;
    private final ApiTokens tokens;

    TokenApi(AuthenticationManager logins, ApiTokens tokens) {
        this.logins = logins;
        this.tokens = tokens;
    }

    @Accepts(body = {"username", "password"})
    @PostMapping("/auth/token")
    @ResponseStatus(HttpStatus.CREATED)
    @Needs(Right.ANYBODY)
    Token issue(@RequestBody JsonNode json, HttpServletRequest request) {
        var body = Body.of(json, Set.of("username", "password"));
        var username = body.text("username").orElseThrow(() -> Body.invalid("username", "It is missing"));
        var password = body.text("password").orElseThrow(() -> Body.invalid("password", "It is missing"));
        var login = UsernamePasswordAuthenticationToken.unauthenticated(username, password);
        login.setDetails(new WebAuthenticationDetails(request));
        try {
            return new Token(tokens.issue(logins.authenticate(login).getName()));
        } catch (TooManyLogins e) {
            throw ApiRefusal.of(HttpStatus.TOO_MANY_REQUESTS, "Too many attempts to log in: " + e.getMessage());
        } catch (AuthenticationException e) {
            throw ApiRefusal.of(HttpStatus.UNAUTHORIZED, "The name or the password is wrong");
        }
    }

    record Token(String accessToken) {}
}
