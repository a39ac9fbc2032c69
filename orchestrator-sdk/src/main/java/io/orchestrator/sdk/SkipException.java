package io.orchestrator.sdk;

/** Thrown by a task that has nothing to do: it is skipped, and what follows goes by its trigger rules. */
public class SkipException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param reason shown on the task's page */
    public SkipException(String reason) {
        super(reason);
    }
}
