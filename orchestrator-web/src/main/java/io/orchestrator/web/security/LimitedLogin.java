package io.orchestrator.web.security;

import io.orchestrator.web.audit.AuditLog;
import java.time.Clock;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.DisabledException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Checks a name and a password, unless there were too many attempts. Pages and API log in through the same one; the audit log
 * has every attempt.
 */
final class LimitedLogin implements AuthenticationManager {

    private static final int LONGEST = 200;

    private final AuthenticationManager passwords;
    private final LoginAttempts attempts;
    private final People people;
    private final AuditLog audit;
    private final Clock clock;

    LimitedLogin(AuthenticationManager passwords, LoginAttempts attempts, People people, AuditLog audit, Clock clock) {
        this.passwords = passwords;
        this.attempts = attempts;
        this.people = people;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    public Authentication authenticate(Authentication login) {
        var address = login.getDetails() instanceof WebAuthenticationDetails details ? details.getRemoteAddress() : "";
        if (!attempts.admit(login.getName(), address)) {
            note("login.limit", login, address);
            throw new TooManyLogins();
        }
        try {
            var user = passwords.authenticate(login);
            attempts.succeeded(login.getName(), address);
            var person = people.find(user.getName(), clock.instant())
                    .orElseThrow(() -> new DisabledException("The user was disabled meanwhile"));
            note("login", login, address);
            return person.asLogin();
        } catch (AuthenticationException e) {
            note("login.fail", login, address);
            throw e;
        }
    }

    private void note(String action, Authentication login, String address) {
        var name = login.getName().replace('\0', ' ');
        var detail = JsonNodeFactory.instance.objectNode().put("address", address);
        audit.add(AuditLog.Deed.of(name.substring(0, Math.min(name.length(), LONGEST)), action)
                .with(detail));
    }
}
