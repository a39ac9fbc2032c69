package io.orchestrator.runner;

/** What the task is to be given cannot be read. The message is a sentence for its author. */
final class UnreadableInputException extends Exception {

    private static final long serialVersionUID = 1L;

    UnreadableInputException(String message) {
        super(message);
    }
}
