package io.orchestrator.web.worker;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** A worker that showed a token: one that may register, or one that has a session. */
final class WorkerLogin extends AbstractAuthenticationToken {

    static final String REGISTERS = "worker:register";
    static final String HAS_SESSION = "worker:session";

    private final @Nullable UUID sessionId;

    private WorkerLogin(@Nullable UUID sessionId, String authority) {
        super(List.of(new SimpleGrantedAuthority(authority)));
        this.sessionId = sessionId;
        setAuthenticated(true);
    }

    static WorkerLogin registers() {
        return new WorkerLogin(null, REGISTERS);
    }

    static WorkerLogin of(UUID sessionId) {
        return new WorkerLogin(sessionId, HAS_SESSION);
    }

    /** The session of the token. */
    UUID sessionId() {
        if (sessionId == null) {
            throw new IllegalStateException("The security rules let a worker without a session through");
        }
        return sessionId;
    }

    @Override
    public @Nullable Object getCredentials() {
        return null;
    }

    @Override
    public Object getPrincipal() {
        return sessionId == null ? "a worker that registers" : sessionId;
    }
}
