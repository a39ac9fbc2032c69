package io.orchestrator.sdk;

/** A process has ended well but has said something that cannot be, or that a check of its own has failed. */
public class ProcessException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ProcessException(String message) {
        super(message);
    }
}
