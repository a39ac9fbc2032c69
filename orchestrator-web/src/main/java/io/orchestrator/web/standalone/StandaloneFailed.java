package io.orchestrator.web.standalone;

/** Standalone cannot start; the message is one sentence for the person at the terminal. */
final class StandaloneFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StandaloneFailed(String message) {
        super(message);
    }

    StandaloneFailed(String message, Throwable cause) {
        super(message, cause);
    }
}
