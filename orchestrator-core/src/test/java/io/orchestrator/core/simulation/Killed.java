package io.orchestrator.core.simulation;

/** Ends a server in the midst of a turn. */
final class Killed extends Error {

    private static final long serialVersionUID = 1;

    Killed() {
        super("killed", null, false, false);
    }
}
