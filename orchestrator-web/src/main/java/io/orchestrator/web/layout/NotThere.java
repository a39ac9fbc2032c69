package io.orchestrator.web.layout;

/** A page was asked for that shows something which is not there. The message says what, for the reader of the page. */
public final class NotThere extends RuntimeException {

    public NotThere(String message) {
        super(message, null, false, false);
    }
}
