package io.orchestrator.web.security;

import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/** Checks a name and a password, unless there were too many attempts. Pages and API log in through the same one. */
final class LimitedLogin implements AuthenticationManager {

    private final AuthenticationManager passwords;
    private final LoginAttempts attempts;

    LimitedLogin(AuthenticationManager passwords, LoginAttempts attempts) {
        this.passwords = passwords;
        this.attempts = attempts;
    }

    @Override
    public Authentication authenticate(Authentication login) {
        var address = login.getDetails() instanceof WebAuthenticationDetails details ? details.getRemoteAddress() : "";
        if (!attempts.admit(login.getName(), address)) {
            throw new TooManyLogins();
        }
        var user = passwords.authenticate(login);
        attempts.succeeded(login.getName(), address);
        return user;
    }
}
