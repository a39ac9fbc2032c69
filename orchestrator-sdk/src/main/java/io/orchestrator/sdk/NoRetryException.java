package io.orchestrator.sdk;

/** Thrown by a task for which another try is useless: the task fails at once, whatever retries are left. */
public class NoRetryException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public NoRetryException(String message) {
        super(message);
    }

    public NoRetryException(String message, Throwable cause) {
        super(message, cause);
    }
}
