package io.orchestrator.runner;

/** What user code returned cannot be handed on. The message is a sentence for its author. */
final class BadOutputException extends Exception {

    private static final long serialVersionUID = 1L;

    BadOutputException(String message) {
        super(message);
    }
}
