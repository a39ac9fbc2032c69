package io.orchestrator.postgres;

/** PostgreSQL could not be started or used; the message is one sentence for the person at the terminal. */
public final class PostgresFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public PostgresFailed(String message) {
        super(message);
    }

    public PostgresFailed(String message, Throwable cause) {
        super(message, cause);
    }
}
