package io.orchestrator.core.secret;

/** A secret cannot be sealed or opened; the message says which, why, and what to do. */
public final class SecretUnavailable extends RuntimeException {

    public SecretUnavailable(String message) {
        super(message, null, false, false);
    }
}
