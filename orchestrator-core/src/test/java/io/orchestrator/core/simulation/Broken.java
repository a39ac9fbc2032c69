package io.orchestrator.core.simulation;

/** A promise was broken. An error, so that no production code takes it for trouble of its own. */
final class Broken extends Error {

    private static final long serialVersionUID = 1;

    Broken(String what) {
        super(what);
    }

    Broken(String what, Throwable cause) {
        super(what, cause);
    }
}
