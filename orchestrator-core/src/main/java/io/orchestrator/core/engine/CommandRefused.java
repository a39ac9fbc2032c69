package io.orchestrator.core.engine;

/** A command that cannot be granted. Nothing was changed. The message says what was found, what was expected, what to do. */
public final class CommandRefused extends RuntimeException {

    private final Kind kind;

    public CommandRefused(Kind kind, String message) {
        super(message, null, false, false);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    /** Why, for those who answer over HTTP. */
    public enum Kind {
        /** No such DAG, run, task or session. */
        NOT_FOUND,
        /** It is there, but not in a state that allows this. */
        CONFLICT,
        /** The request itself is wrong. */
        INVALID,
        /** The session is over. */
        GONE,
        /** Another server owns the DAG: ask that one. */
        ELSEWHERE,
        /** The engine is not at work, or the database cannot be reached: try again. */
        UNAVAILABLE
    }
}
