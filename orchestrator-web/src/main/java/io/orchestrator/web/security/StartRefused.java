package io.orchestrator.web.security;

/** The server must not start like this; the message is for whoever started it. */
public final class StartRefused extends RuntimeException {

    StartRefused(String message) {
        super(message, null, false, false);
    }
}
