package io.orchestrator.core.given;

/** What a task declares is not there, or cannot be read; the message says which, and what to do. It holds no secret. */
public final class GivenUnavailable extends RuntimeException {

    public GivenUnavailable(String message) {
        super(message, null, false, false);
    }
}
