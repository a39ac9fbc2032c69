package io.orchestrator.web.security;

import org.springframework.security.core.AuthenticationException;

/** Somebody tried too often to log in as one user; the password was not looked at. */
public final class TooManyLogins extends AuthenticationException {

    TooManyLogins() {
        super("There were %d failed attempts to log in as this user from this address. Try again in %d minutes."
                .formatted(LoginAttempts.ALLOWED, LoginAttempts.WINDOW.toMinutes()));
    }
}
