package io.orchestrator.cli;

/** What was asked for did not happen; the message is for whoever typed the command. */
final class Failure extends RuntimeException {

    /** What was followed ended badly. */
    static final int ENDED_BADLY = 1;
    /** The server refused, or knows no such thing. */
    static final int REFUSED = 3;
    /** No server answered, or it would not let one in. */
    static final int NO_SERVER = 4;

    private final int exitCode;

    Failure(int exitCode, String sentence) {
        super(sentence, null, false, false);
        this.exitCode = exitCode;
    }

    int exitCode() {
        return exitCode;
    }

    String sentence() {
        return String.valueOf(getMessage());
    }
}
